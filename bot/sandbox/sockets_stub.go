package sandbox

import (
	"net/http"
)

type obj = map[string]any
type sockets struct{}

func newSockets(int) sockets { return sockets{} }

type faults struct{}

func newFaults() faults { return faults{} }

type limiter struct{}

func newLimiter() limiter { return limiter{} }

type triggers struct{}

func newTriggers() triggers { return triggers{} }

type response struct{}

var AllScopes []string

func (w *Workspace) routes()                               {}
func (w *Workspace) dropSockets()                          {}
func (w *Workspace) checkHost(h http.Handler) http.Handler { return h }
func (w *Workspace) emit(string, obj)                      {}
func (w *Workspace) userObject(p *Profile) obj             { return nil }

type surf interface{ drafts(string) inputs }

func (w *Workspace) surface(r Ref, user string) surf { return nil }
