package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"
)

// healthCmd is what a container's health check calls, where there is no curl.
type healthCmd struct{}

// Run asks the bot of this machine whether it is ready.
func (healthCmd) Run(ctx context.Context, a *app) error {
	if a.config.HTTP == "" {
		return errors.New("COACH_LISTEN is off, so the bot answers nobody who asks how it is; set it to 127.0.0.1:8080 for both")
	}
	ctx, cancel := context.WithTimeout(ctx, 4*time.Second) // Docker gives up after five
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+a.config.HTTP.here()+"/readyz", nil)
	if err != nil {
		return err
	}
	client := &http.Client{Transport: &http.Transport{Proxy: nil}} // loopback is reached without
	resp, err := client.Do(req)
	if err != nil {
		return fmt.Errorf("nobody answers on %s: the bot does not run, or just starts", a.config.HTTP.here())
	}
	defer resp.Body.Close()
	var said struct {
		Ready  *bool
		Checks []check
	}
	if err := json.NewDecoder(http.MaxBytesReader(nil, resp.Body, 64<<10)).Decode(&said); err != nil || said.Ready == nil {
		return fmt.Errorf("who answers on %s is not Sales Coach", a.config.HTTP.here())
	}
	if *said.Ready {
		_, err = fmt.Fprintln(a.stdout, "ready")
		return err
	}
	var wrong []string
	for _, c := range said.Checks {
		if !c.OK {
			wrong = append(wrong, c.Name+": "+strings.TrimSuffix(c.Why, "."))
		}
	}
	return fmt.Errorf("not ready. %s", strings.Join(wrong, "; "))
}

// httpAddr is where health and metrics are served; empty: nowhere.
type httpAddr string

func (h *httpAddr) Decode(s string) error {
	if s = strings.TrimSpace(s); s == "" || s == "off" {
		*h = ""
		return nil
	}
	if _, port, err := net.SplitHostPort(s); err != nil || port == "" {
		return errors.New("an address and a port such as 127.0.0.1:8080, or off")
	}
	*h = httpAddr(s)
	return nil
}

// here is the address as it is reached from this machine.
func (h httpAddr) here() string {
	host, port, _ := net.SplitHostPort(string(h)) // Decode has seen to it
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return net.JoinHostPort(host, port)
}
