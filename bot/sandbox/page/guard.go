package page

import (
	"net"
	"net/http"
	"slices"
	"strings"
)

// policy is what a browser may do with the page: run our two scripts and our
// styles, talk to us, show pictures from https. Nothing inline, no frames.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; " +
	"connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"

// guard keeps other sites from playing with a workspace that has no log-in: a
// strange Host is a DNS rebinding attempt, a foreign Origin a forged request.
func (h *handler) guard(next http.Handler) http.Handler {
	same := http.NewCrossOriginProtection().Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		head := w.Header()
		head.Set("Content-Security-Policy", policy)
		head.Set("X-Content-Type-Options", "nosniff")
		head.Set("Referrer-Policy", "no-referrer")
		head.Set("Cross-Origin-Opener-Policy", "same-origin")
		if !h.knownHost(r.Host) {
			http.Error(w, "This page answers on loopback names only.", http.StatusForbidden)
			return
		}
		same.ServeHTTP(w, r)
	})
}

// knownHost accepts loopback names and what the options add, with any port.
func (h *handler) knownHost(hostport string) bool {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = strings.Trim(hostport, "[]")
	}
	if host == "localhost" || strings.HasSuffix(host, ".localhost") || slices.Contains(h.opt.Hosts, host) {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}
