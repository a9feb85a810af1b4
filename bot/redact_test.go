package bot

import (
	"bytes"
	"errors"
	"log/slog"
	"strings"
	"testing"
)

var secretLines = []string{
	"token xoxb-12-34-SECRET sent",
	"xoxe.xoxp-1-SECRET",
	"xapp-1-A1-SECRET refused",
	"dialing wss://wss.slack.com/link/?ticket=SECRET&app_id=A1",
	"post https://hooks.slack.com/commands/T1/SECRET: timeout",
	`{"response_url":"https:\/\/hooks.slack.com\/commands\/SECRET","a":1}`,
	`{"response_url": "http://127.0.0.1:1/response/SECRET"}`,
	`"{\"response_url\":\"http://127.0.0.1:1/response/SECRET\"}"`,
	"response_url=http%3A%2F%2Flocalhost%2FSECRET&text=hi",
	"https://hooks.slack-gov.com/actions/SECRET",
	`UploadToURL: Post "https://files.slack.com/upload/v1/SECRET": EOF`,
	`{"upload_url":"https:\/\/files.slack.com\/upload\/v1\/SECRET","a":1}`,
	"refusing to send the token to \"http://127.0.0.1:1/upload/SECRET\"",
}

func TestSecretsAreRedactedWhereverTheyStand(t *testing.T) {
	for _, line := range secretLines {
		if got := Redact(line); strings.Contains(got, "SECRET") || !strings.Contains(got, "[redacted]") {
			t.Errorf("%s\nbecame %s", line, got)
		}
	}
}

func TestOrdinaryLinesAreLeftAlone(t *testing.T) {
	for _, line := range []string{"", "deal d1 touched", "https://slack.com/api/chat.postMessage", "box-12 and xox", "channel C1"} {
		if got := Redact(line); got != line {
			t.Errorf("%q became %q", line, got)
		}
	}
}

func TestALogBehindTheFenceHoldsNoSecret(t *testing.T) {
	var out bytes.Buffer
	log := slog.New(RedactHandler(slog.NewJSONHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug})))
	for _, line := range secretLines {
		log.Info(line)
		log.With("preset", line).WithGroup("g").Warn("x", "string", line, "err", errors.New(line),
			"struct", struct{ Line string }{line}, slog.Group("deep", "inner", line))
		if err := (slackLog{log}).Output(2, line); err != nil {
			t.Fatal(err)
		}
	}
	if got := out.String(); strings.Contains(got, "SECRET") {
		t.Errorf("a secret got through:\n%s", got)
	}
}

func FuzzRedactLeavesNoToken(f *testing.F) {
	for _, line := range secretLines {
		f.Add(line)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := Redact(s + " xoxb-1-TAIL")
		if strings.Contains(got, "xoxb-1-TAIL") {
			t.Errorf("%q became %q", s, got)
		}
	})
}
