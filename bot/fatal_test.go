package bot

import (
	"errors"
	"net/http"
	"strings"
	"testing"
)

func TestATokenThatWillNeverDoEndsTheRunWithASentence(t *testing.T) {
	for _, code := range []string{"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired",
		"missing_scope", "no_permission", "not_allowed_token_type", "access_denied"} {
		t.Run(code, func(t *testing.T) {
			f := newFakeSlack(t)
			f.api[openMethod] = says(code)
			r := f.prepare(echo, func(o *RunnerOptions) { o.Sockets = 1 })
			err := <-r.done
			r.done <- err
			var fatal *FatalError
			if !errors.As(err, &fatal) || fatal.Code != code || len(fatal.Sentence) < 20 {
				t.Errorf("Run returned %v", err)
			}
			if n := f.opened(); n != 1 {
				t.Errorf("asked %d times for what it cannot have", n)
			}
		})
	}
}

func TestAWrongAddressIsFatalAtTheStart(t *testing.T) {
	f := newFakeSlack(t)
	f.api[openMethod] = func(w http.ResponseWriter, r *http.Request) { http.NotFound(w, r) }
	r := f.prepare(echo)
	err := <-r.done
	r.done <- err
	if err == nil || !strings.Contains(err.Error(), "Check the URL") {
		t.Errorf("Run returned %v", err)
	}
}

func TestMissingScopesAreNamed(t *testing.T) {
	f := newFakeSlack(t)
	f.api[openMethod] = func(w http.ResponseWriter, r *http.Request) {
		w.Write([]byte(`{"ok":false,"error":"missing_scope","needed":"connections:write","provided":"authorizations:read"}`))
	}
	r := f.prepare(echo)
	err := <-r.done
	r.done <- err
	if err == nil || !strings.Contains(err.Error(), "Needed: connections:write; given: authorizations:read.") {
		t.Errorf("Run returned %v", err)
	}
}

func TestAPassingFaultIsNotFatal(t *testing.T) {
	f := newFakeSlack(t)
	f.api[openMethod] = says("internal_error")
	f.prepare(echo, func(o *RunnerOptions) { o.Sockets = 1 })
	f.await("two attempts", func() bool { return f.opens >= 2 })
	f.locked(func() { delete(f.api, openMethod) })
	f.awaitSockets(1)
}
