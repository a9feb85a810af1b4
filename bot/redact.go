package bot

import (
	"context"
	"fmt"
	"log/slog"
	"regexp"
	"strings"
)

// secrets are what must not be in a log: tokens of every sort, single-use
// socket tickets, upload URLs, which take a file in our name, and response URLs,
// which let anybody answer in our name for half an hour. A response URL that is not on Slack's host (a sandbox) is found
// by its field's name.
var secrets = regexp.MustCompile(`xox[a-z](?:\.xox[a-z])?-[\w.-]+` +
	`|xapp-[\w-]+` +
	`|https?:(?:\\?/){2}hooks\.slack(?:-gov)?\.com[^\s"'<>]*` +
	`|https?:(?:\\?/){2}[^\s"'<>]*/upload\\?/[^\s"'<>]*` +
	`|ticket=[^&\s"'\\]+` +
	`|response_url\\?"?\s*[:=]\s*\\?"?[^\s"'&]+`)

// Redact replaces every secret in s.
func Redact(s string) string {
	if !mayHoldSecret(s) {
		return s
	}
	return secrets.ReplaceAllString(s, "[redacted]")
}

// mayHoldSecret spares nearly every log line the regular expression.
func mayHoldSecret(s string) bool {
	for _, mark := range []string{"xox", "xapp-", "hooks.slack", "ticket=", "response_url", "/upload"} {
		if strings.Contains(s, mark) {
			return true
		}
	}
	return false
}

// RedactHandler puts a second fence around a log: whoever logs an error or a
// struct that holds a secret by accident does not print it.
func RedactHandler(next slog.Handler) slog.Handler { return redactHandler{next} }

type redactHandler struct{ next slog.Handler }

func (h redactHandler) Enabled(ctx context.Context, l slog.Level) bool { return h.next.Enabled(ctx, l) }

func (h redactHandler) Handle(ctx context.Context, r slog.Record) error {
	clean := slog.NewRecord(r.Time, r.Level, Redact(r.Message), r.PC)
	r.Attrs(func(a slog.Attr) bool {
		clean.AddAttrs(redactAttr(a))
		return true
	})
	return h.next.Handle(ctx, clean)
}

func (h redactHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	clean := make([]slog.Attr, len(attrs))
	for i, a := range attrs {
		clean[i] = redactAttr(a)
	}
	return redactHandler{h.next.WithAttrs(clean)}
}

func (h redactHandler) WithGroup(name string) slog.Handler {
	return redactHandler{h.next.WithGroup(name)}
}

func redactAttr(a slog.Attr) slog.Attr {
	v := a.Value.Resolve()
	switch v.Kind() {
	case slog.KindString:
		return slog.String(a.Key, Redact(v.String()))
	case slog.KindGroup:
		var clean []slog.Attr
		for _, member := range v.Group() {
			clean = append(clean, redactAttr(member))
		}
		return slog.Attr{Key: a.Key, Value: slog.GroupValue(clean...)}
	case slog.KindAny:
		if shown := fmt.Sprintf("%+v", v.Any()); mayHoldSecret(shown) {
			return slog.String(a.Key, Redact(shown))
		}
	}
	return slog.Attr{Key: a.Key, Value: v}
}

// slackLog is the log that slack-go writes to. It speaks at debug level only:
// what matters of a connection reaches us as an event.
type slackLog struct{ log *slog.Logger }

// Output is slack-go's logger interface.
func (l slackLog) Output(_ int, line string) error {
	l.log.Debug("slack-go", "line", Redact(strings.TrimSpace(line)))
	return nil
}
