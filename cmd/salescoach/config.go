package main

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/kelseyhightower/envconfig"
	"github.com/robfig/cron/v3"

	"salescoach/coach"
)

// config is every setting of the bot. All of them come from the environment;
// the desc tags are the table that `salescoach help` prints.
type config struct {
	BotToken     secret    `envconfig:"SLACK_BOT_TOKEN" desc:"bot token, xoxb-…"`
	AppToken     secret    `envconfig:"SLACK_APP_TOKEN" desc:"app-level token for Socket Mode, xapp-…"`
	APIURL       apiURL    `envconfig:"SLACK_API_URL" default:"https://slack.com/api/" desc:"another Slack, such as the sandbox"`
	Database     string    `envconfig:"DATABASE_URL" default:"sqlite:salescoach.db" desc:"sqlite:PATH"`
	Followups    count     `envconfig:"COACH_FOLLOWUPS" default:"4" desc:"target N: follow-ups that a proposal deserves"`
	Gaps         gaps      `envconfig:"COACH_GAPS" default:"3,5,8,13" desc:"business days before each follow-up; the last repeats"`
	StalledAfter count     `envconfig:"COACH_STALLED_AFTER" default:"10" desc:"business days without a touch"`
	Managers     ids       `envconfig:"COACH_MANAGERS" desc:"comma-separated user ids (U…) and user group ids (S…)"`
	Nudge        schedule  `envconfig:"COACH_NUDGE" default:"30 8 * * 1-5" desc:"when people are reminded, as a cron spec in their zone"`
	NudgeCap     count     `envconfig:"COACH_NUDGE_CAP" default:"5" desc:"deals per reminder"`
	Quiet        quiet     `envconfig:"COACH_QUIET_HOURS" default:"18:00-08:00" desc:"nothing is sent to a person in these hours of theirs"`
	Digest       schedule  `envconfig:"COACH_DIGEST" default:"0 9 * * 1-5" desc:"when channels get their digest, as a cron spec in their zone"`
	DigestIn     channels  `envconfig:"COACH_DIGEST_CHANNELS" desc:"comma-separated channel ids (C…) with the digest on from the start"`
	DigestNames  bool      `envconfig:"COACH_DIGEST_NAMES" default:"true" desc:"names of reps in the digest"`
	WorkDays     workDays  `envconfig:"COACH_WORK_DAYS" default:"1-5" desc:"Monday = 1"`
	Holidays     holidays  `envconfig:"COACH_HOLIDAYS" desc:"2026-12-25,2027-01-01 or a file with one date in a line"`
	Zone         zone      `envconfig:"COACH_TIMEZONE" default:"UTC" desc:"where no better zone is known"`
	PlaysDir     string    `envconfig:"COACH_PLAYS_DIR" desc:"own plays, layered over the built-in ones"`
	HTTP         httpAddr  `envconfig:"COACH_LISTEN" default:":8080" desc:"/healthz, /readyz, /metrics; 127.0.0.1:8080 for this machine only, empty: off"`
	LogLevel     logLevel  `envconfig:"COACH_LOG_LEVEL" default:"info" desc:"debug, info, warn or error"`
	LogFormat    logFormat `envconfig:"COACH_LOG_FORMAT" default:"text" desc:"text, or json for machines"`
}

// loadConfig reads the environment. An error is one line that names the
// variable, the value and what is allowed.
func loadConfig() (config, error) {
	var c config
	err := envconfig.Process("", &c)
	var bad *envconfig.ParseError
	if errors.As(err, &bad) {
		return c, &settingError{fmt.Sprintf("%s=%s: %s", bad.KeyName, shown(bad), reason(bad.Err)), bad}
	}
	return c, err
}

// settingError is a setting that cannot be read, in one line.
type settingError struct {
	line string
	bad  *envconfig.ParseError
}

func (e *settingError) Error() string { return e.line }
func (e *settingError) Unwrap() error { return e.bad }

// readableConfig is the settings that can be read, and an error for each that cannot: it
// then has its default.
func readableConfig() (c config, ill []error) {
	for {
		c, err := loadConfig()
		var bad *envconfig.ParseError
		if !errors.As(err, &bad) {
			if err != nil {
				ill = append(ill, err)
			}
			return c, ill
		}
		ill = append(ill, err)
		was := os.Getenv(bad.KeyName)
		os.Unsetenv(bad.KeyName)
		defer os.Setenv(bad.KeyName, was)
	}
}

// settingNames are the variables that are settings.
func settingNames() (names []string) {
	for f := range reflect.TypeFor[config]().Fields() {
		names = append(names, f.Tag.Get("envconfig"))
	}
	return names
}

// shown is the value of a variable in an error: never that of a token.
func shown(bad *envconfig.ParseError) string {
	if strings.HasSuffix(bad.KeyName, "_TOKEN") {
		return "(hidden)"
	}
	return strconv.Quote(bad.Value)
}

func reason(err error) string {
	if coach.KindOf(err) != coach.Internal {
		return coach.Sentence(err)
	}
	return err.Error()
}

// needTokens says which token is missing or of the wrong sort.
func (c config) needTokens() error {
	switch {
	case !strings.HasPrefix(string(c.BotToken), "xoxb-"):
		return errors.New("SLACK_BOT_TOKEN is missing or no bot token: it begins with xoxb- and is on the app's page under OAuth & Permissions")
	case !strings.HasPrefix(string(c.AppToken), "xapp-"):
		return errors.New("SLACK_APP_TOKEN is missing or no app-level token: it begins with xapp- and is made on the app's page under Basic Information")
	}
	return nil
}

// secret is a value that never shows: not in a log, not in an error, not in JSON.
type secret string

const redacted = "[redacted]"

func (secret) String() string               { return redacted }
func (secret) GoString() string             { return redacted }
func (secret) LogValue() slog.Value         { return slog.StringValue(redacted) }
func (secret) MarshalJSON() ([]byte, error) { return []byte(`"` + redacted + `"`), nil }

// apiURL is the base of Slack's Web API; it ends in a slash.
type apiURL string

func (u *apiURL) Decode(s string) error {
	if !strings.HasPrefix(s, "https://") && !strings.HasPrefix(s, "http://") {
		return errors.New("a URL such as https://slack.com/api/")
	}
	*u = apiURL(strings.TrimRight(s, "/") + "/")
	return nil
}

// count is a small positive number.
type count int

func (c *count) Decode(s string) error {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil || n < 1 || n > 1000 {
		return errors.New("a whole number from 1 to 1000")
	}
	*c = count(n)
	return nil
}

type gaps []int

func (g *gaps) Decode(s string) (err error) {
	*g, err = coach.ParseGaps(s)
	return err
}

// ids are Slack ids of people and user groups.
type ids []string

func (l *ids) Decode(s string) (err error) {
	*l, err = slackIDs(s, "UWS", "people (U…) or user groups (S…)")
	return err
}

// channels are Slack ids of channels.
type channels []string

func (l *channels) Decode(s string) (err error) {
	*l, err = slackIDs(s, "CG", "channels (C…)")
	return err
}

// slackIDs reads a list of ids that begin with one of some letters.
func slackIDs(s, letters, of string) ([]string, error) {
	var list []string
	for _, id := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' }) {
		if !strings.ContainsAny(id[:1], letters) || len(id) < 3 || strings.ToUpper(id) != id {
			return nil, errors.New("comma-separated Slack ids of " + of)
		}
		list = append(list, id)
	}
	return list, nil
}

// schedule is when something comes: anything that cron's standard parser takes.
type schedule struct{ cron.Schedule }

func (c *schedule) Decode(s string) error {
	parsed, err := cron.ParseStandard(s)
	if err != nil || strings.Contains(s, "TZ=") {
		return errors.New("a cron spec such as 30 8 * * 1-5, without a zone: each person and channel has its own")
	}
	c.Schedule = parsed
	return nil
}

type quiet struct{ coach.Quiet }

func (q *quiet) Decode(s string) (err error) {
	q.Quiet, err = coach.ParseQuiet(s)
	return err
}

type workDays [7]bool

func (w *workDays) Decode(s string) error {
	days, err := coach.ParseWorkDays(s)
	*w = days
	return err
}

// holidays is a list of dates, or the path of a file that holds one.
type holidays map[coach.Date]bool

func (h *holidays) Decode(s string) error {
	if b, err := os.ReadFile(s); err == nil { // #nosec G304 -- the operator names the file
		s = string(b)
	}
	days, err := coach.ParseHolidays(s)
	*h = days
	return err
}

type zone struct{ *time.Location }

func (z *zone) Decode(s string) error {
	l, err := time.LoadLocation(s)
	if err != nil || s == "" || s == "Local" {
		return errors.New("an IANA zone such as Europe/Berlin")
	}
	z.Location = l
	return nil
}

type logLevel struct{ slog.Level }

func (l *logLevel) Decode(s string) error {
	if err := l.UnmarshalText([]byte(s)); err != nil {
		return errors.New("debug, info, warn or error")
	}
	return nil
}

type logFormat string

func (f *logFormat) Decode(s string) error {
	if s != "text" && s != "json" {
		return errors.New("text or json")
	}
	*f = logFormat(s)
	return nil
}
