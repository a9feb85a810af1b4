package main

import (
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/rogpeppe/go-internal/testscript"
	"github.com/slack-go/slack"

	"salescoach/bot"
	"salescoach/coach"
	"salescoach/db"
)

// metrics waits until the bot's metrics have a line, as Prometheus reads them.
func metrics(ts *testscript.TestScript, neg bool, args []string) {
	s := storyOf(ts)
	page := ""
	err := s.wait(func() bool {
		var err error
		page, err = s.get("/metrics")
		ts.Check(err)
		return strings.Contains("\n"+page, "\n"+args[0]+"\n")
	})
	if err != nil {
		ts.Fatalf("the metrics do not have %q:\n%s", args[0], ofOurs(page))
	}
}

// get is what the bot answers to whoever watches it.
func (s *story) get(path string) (string, error) {
	resp, err := http.Get("http://" + string(s.app.config.HTTP) + path)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return string(body), err
}

// ofOurs are the lines of a metrics page that are about the bot and above zero.
func ofOurs(page string) string {
	var ours []string
	for line := range strings.Lines(page) {
		if strings.HasPrefix(line, "salescoach_") && !strings.Contains(line, "_bucket{") && !strings.HasSuffix(line, " 0\n") {
			ours = append(ours, line)
		}
	}
	return strings.Join(ours, "")
}

// plainLabel is a value of a label that there are only so many of: a word of ours, or
// the name of something of Slack's API; no id, no name, no time.
var plainLabel = regexp.MustCompile(`^([a-z_]+([. ][a-zA-Z_]+)*|\(devel\)|v[0-9].*|go1[0-9.a-z-]*|[0-9.e+-]+|\+Inf|0|1)$`)

// strangeLabels are the label values that are not plain: each would be a metric of its
// own for ever.
func strangeLabels(reg prometheus.Gatherer) (strange []string) {
	families, err := reg.Gather()
	if err != nil {
		return []string{err.Error()}
	}
	for _, f := range families {
		if !strings.HasPrefix(f.GetName(), "salescoach_") {
			continue
		}
		for _, m := range f.GetMetric() {
			for _, l := range m.GetLabel() {
				if !plainLabel.MatchString(l.GetValue()) {
					strange = append(strange, fmt.Sprintf("%s{%s=%q}", f.GetName(), l.GetName(), l.GetValue()))
				}
			}
		}
	}
	return strange
}

func TestALabelThatNeverEndsIsFound(t *testing.T) {
	for value, want := range map[string]bool{
		"followup.log": true, "chat.postMessage": true, "response_url": true, "nudge": true, "reply is ours to answer": true,
		"member_joined_channel": true, "digest.rest": true, "touch.log": true,
		"U0DANA": false, "C0SALES": false, "acme 42": false, "nudge/U1/2026-11-23": false, "127.0.0.1:4400/response/1": false,
		"": false, "Dana": false, "id-12": false,
	} {
		if plainLabel.MatchString(value) != want {
			t.Errorf("%q passes: %t", value, !want)
		}
	}
}

// metric is one as it is registered, and as docs/operating.md lists it.
type metric struct {
	Name   string
	Labels string
}

// recorder notes what is registered.
type recorder struct {
	registry
	seen *[]metric
}

var describes = regexp.MustCompile(`fqName: "([^"]+)", help: "([^"]*)", .*variableLabels: \{([^}]*)\}`)

func (r recorder) Register(c prometheus.Collector) error {
	descs := make(chan *prometheus.Desc, 1000)
	c.Describe(descs)
	close(descs)
	for d := range descs {
		if m := describes.FindStringSubmatch(d.String()); m != nil && strings.HasPrefix(m[1], "salescoach_") && m[2] != "" {
			*r.seen = append(*r.seen, metric{m[1], strings.ReplaceAll(m[3], ",", ", ")})
		}
	}
	return r.registry.Register(c)
}

func (r recorder) MustRegister(cs ...prometheus.Collector) {
	for _, c := range cs {
		if err := r.Register(c); err != nil {
			panic(err)
		}
	}
}

// registered is every metric of ours that a bot registers.
func registered(t *testing.T) (all []metric) {
	t.Helper()
	a := &app{metrics: recorder{prometheus.NewRegistry(), &all}}
	describeProcess(a.registerer())
	store, err := db.Open(t.Context(), "sqlite:"+t.TempDir()+"/a.db", db.Options{Reg: a.registerer()})
	must(t, err)
	defer store.Close()
	bot.NewMetrics(a.registerer())
	a.observe(&watch{coach: coach.New(store, coach.Options{})}, bot.NewRunner(bot.RunnerOptions{API: slack.New("")}), "T1")
	slices.SortFunc(all, func(a, b metric) int { return strings.Compare(a.Name, b.Name) })
	return all
}

func TestThePageListsEveryMetricAndNoOther(t *testing.T) {
	var listed []metric
	row := regexp.MustCompile("(?m)^\\| `(salescoach_[a-z_]+)` \\|([^|]*)\\|[^|]+\\| .+ \\|$")
	for _, m := range row.FindAllStringSubmatch(readText(t, "docs/operating.md"), -1) {
		listed = append(listed, metric{m[1], strings.Trim(strings.ReplaceAll(m[2], "`", ""), " ")})
	}
	slices.SortFunc(listed, func(a, b metric) int { return strings.Compare(a.Name, b.Name) })
	if diff := cmp.Diff(registered(t), listed); diff != "" {
		t.Errorf("docs/operating.md differs from what is registered (-registered +listed):\n%s", diff)
	}
}
