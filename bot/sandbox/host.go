package sandbox

import (
	"net"
	"net/http"
	"slices"
	"strings"
)

// checkHost refuses requests that reach this server under a foreign name: a web
// page whose name resolves to 127.0.0.1 must not get at it. Sockets are exempt,
// their ticket is proof enough. Address literals pass when the workspace was
// told to listen beyond loopback.
func (w *Workspace) checkHost(next http.Handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, "/link/") && !w.hostAllowed(r.Host) {
			http.Error(rw, "this host name is not served here", http.StatusForbidden)
			return
		}
		next.ServeHTTP(rw, r)
	})
}

func (w *Workspace) hostAllowed(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	name = strings.Trim(name, "[]")
	if strings.EqualFold(name, "localhost") || slices.Contains(w.opt.Hosts, name) {
		return true
	}
	ip := net.ParseIP(name)
	if ip == nil {
		return false
	}
	return ip.IsLoopback() || !w.onLoopback()
}

func (w *Workspace) onLoopback() bool {
	a, ok := w.ln.Addr().(*net.TCPAddr)
	return ok && a.IP.IsLoopback()
}
