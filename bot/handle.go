package bot

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"salescoach/coach"
)

// handle runs on a worker.
func (r *Runner) handle(j *job) {
	if !j.start() {
		return
	}
	a, err := r.call(j.Envelope)
	r.count.handled.Add(1)
	r.o.Metrics.handled(j.Envelope, err)
	if err != nil {
		r.count.failed.Add(1)
		r.logFailure(j.Envelope, err)
	}
	r.finish(j, a, err)
	if j.timer != nil {
		j.timer.Stop()
	}
}

func (r *Runner) call(e Envelope) (a Answer, err error) {
	defer func() {
		if p := recover(); p != nil {
			r.caught(e, p)
			a, err = Answer{}, ErrPanic
		}
	}()
	ctx, cancel := context.WithTimeout(r.ctx, r.o.Timeout)
	defer cancel()
	return r.o.Handle(ctx, e)
}

// logFailure keeps customer text out of the log: a sentence may name a deal, so
// only the cause behind it is written, and only where something is wrong with us.
func (r *Runner) logFailure(e Envelope, err error) {
	kind := coach.KindOf(err)
	if kind != coach.Internal && kind != coach.Busy {
		r.o.Log.Debug("input refused", "input", e.Kind, "key", e.Key, "kind", kind)
		return
	}
	var said *coach.Error
	if errors.As(err, &said) && said.Cause != nil {
		err = said.Cause
	}
	r.o.Log.Error("input failed", "input", e.Kind, "key", e.Key, "kind", kind, "err", Redact(err.Error()))
}

// caught notes a panic: the input fails, the process lives.
func (r *Runner) caught(e Envelope, p any) {
	r.count.panicked.Add(1)
	r.o.Metrics.panics.WithLabelValues(inInput).Inc()
	r.o.Log.Error("panic", "input", e.Kind, "key", e.Key,
		"panic", Redact(fmt.Sprint(p)), "stack", Redact(string(debug.Stack())))
}

// follow does, in the person's order, what comes after the acknowledgement.
// With a full tail the worker does it itself, which slows the intake down.
func (r *Runner) follow(j *job, m *Message, after func(context.Context)) {
	if m == nil && after == nil {
		r.o.Metrics.answered(j.Envelope, r.o.Now())
		return
	}
	task := func() {
		defer func() { r.o.Metrics.answered(j.Envelope, r.o.Now()) }()
		if m != nil {
			r.respond(j.Envelope, m)
		}
		if after != nil {
			r.runAfter(j.Envelope, after)
		}
	}
	if r.tail.push(j.lane(), task) != nil {
		task()
	}
}

func (r *Runner) respond(e Envelope, m *Message) {
	ctx, cancel := context.WithTimeout(r.ctx, r.o.Timeout)
	defer cancel()
	if err := r.o.Send.Respond(ctx, e, *m); err != nil {
		r.o.Log.Error("answer not delivered", "input", e.Kind, "key", e.Key, "err", Redact(err.Error()))
	}
}

func (r *Runner) runAfter(e Envelope, after func(context.Context)) {
	defer func() {
		if p := recover(); p != nil {
			r.caught(e, p)
		}
	}()
	ctx, cancel := context.WithTimeout(r.ctx, r.o.Timeout)
	defer cancel()
	after(ctx)
}
