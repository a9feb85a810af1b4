package main

import (
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// exists are the names under which Prometheus finds what a bot registers.
func exists(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]bool{"up": true, "process_start_time_seconds": true, "process_resident_memory_bytes": true,
		"process_cpu_seconds_total": true, "process_open_fds": true, "go_goroutines": true, "go_memstats_heap_inuse_bytes": true}
	for _, m := range registered(t) {
		names[m.Name] = true
		if strings.HasSuffix(m.Name, "_seconds") {
			names[m.Name+"_bucket"], names[m.Name+"_count"], names[m.Name+"_sum"] = true, true, true
		}
	}
	return names
}

var metricName = regexp.MustCompile(`\b(salescoach|process|go)_[a-z_]+\b`)

// alertRule is one of deploy/alerts.yml.
type alertRule struct {
	Alert, Expr, For    string
	Labels, Annotations map[string]string
}

func alertRules(t *testing.T) (rules []alertRule) {
	t.Helper()
	var file struct {
		Groups []struct {
			Name  string
			Rules []alertRule
		}
	}
	must(t, yaml.Unmarshal([]byte(readText(t, "deploy/alerts.yml")), &file))
	for _, g := range file.Groups {
		rules = append(rules, g.Rules...)
	}
	if len(rules) < 10 {
		t.Fatalf("only %d alerts were read", len(rules))
	}
	return rules
}

func TestEveryAlertIsAboutAMetricThatExistsAndHasARunbook(t *testing.T) {
	known, page := exists(t), readText(t, "docs/operating.md")
	tests := readText(t, "deploy/alerts_test.yml")
	for _, r := range alertRules(t) {
		names := metricName.FindAllString(r.Expr, -1)
		for _, name := range names {
			if !known[name] {
				t.Errorf("%s: there is no metric %s", r.Alert, name)
			}
		}
		if len(names) == 0 && !strings.Contains(r.Expr, "up{") {
			t.Errorf("%s is about nothing", r.Alert)
		}
		if !strings.Contains(page, "\n### "+r.Alert+"\n\n") || r.Annotations["runbook"] != "docs/operating.md#"+strings.ToLower(r.Alert) {
			t.Errorf("%s has no runbook in docs/operating.md, or does not lead there", r.Alert)
		}
		if strings.Count(tests, "alertname: "+r.Alert) < 2 {
			t.Errorf("%s is not tested in deploy/alerts_test.yml, well and ill", r.Alert)
		}
		if !slices.Contains([]string{"page", "ticket"}, r.Labels["severity"]) {
			t.Errorf("%s: severity %q", r.Alert, r.Labels["severity"])
		}
	}
	for _, m := range regexp.MustCompile(`(?m)^### (SalesCoach\w+)$`).FindAllStringSubmatch(page, -1) {
		if !slices.ContainsFunc(alertRules(t), func(r alertRule) bool { return r.Alert == m[1] }) {
			t.Errorf("docs/operating.md has a runbook for %s, which is no alert", m[1])
		}
	}
}

// Prometheus' own judge reads the rules and plays their tests through.
func TestPromtoolAgreesWithTheAlerts(t *testing.T) {
	tool, err := exec.LookPath("promtool")
	if own := os.Getenv("PROMTOOL"); own != "" {
		tool, err = own, nil
	}
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatal("promtool is missing; it is in Debian's package prometheus")
		}
		t.Skip("promtool, of Debian's package prometheus, is not here")
	}
	for _, args := range [][]string{{"check", "rules", "alerts.yml"}, {"test", "rules", "alerts_test.yml"}} {
		cmd := exec.CommandContext(t.Context(), tool, args...)
		cmd.Dir = filepath.Join(root, "deploy")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("promtool %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
}

// dashPanel is a panel of a dashboard of Grafana's.
type dashPanel struct {
	ID      int
	Type    string
	Title   string
	GridPos struct{ X, Y, W, H int }
	Targets []struct{ RefID, Expr string }
}

func TestTheDashboardShowsMetricsThatExistAndLeavesNoneOut(t *testing.T) {
	var d struct {
		Title, UID    string
		SchemaVersion int
		Templating    struct{ List []struct{ Name string } }
		Panels        []dashPanel
	}
	must(t, json.Unmarshal([]byte(readText(t, "deploy/grafana.json")), &d))
	if d.Title == "" || d.UID == "" || d.SchemaVersion < 36 || len(d.Templating.List) != 2 {
		t.Errorf("%q, %q, schema %d, %d variables", d.Title, d.UID, d.SchemaVersion, len(d.Templating.List))
	}
	known, shown, ids := exists(t), map[string]bool{}, map[int]bool{}
	for _, p := range d.Panels {
		if ids[p.ID] {
			t.Errorf("%s: its id %d is taken", p.Title, p.ID)
		}
		ids[p.ID] = true
		if p.GridPos.X+p.GridPos.W > 24 || p.GridPos.H == 0 || p.Title == "" || len(p.Targets) == 0 && p.Type != "row" {
			t.Errorf("%q is no panel: %+v", p.Title, p)
		}
		for _, target := range p.Targets {
			names := metricName.FindAllString(target.Expr, -1)
			if len(names) == 0 || strings.Count(target.Expr, "(") != strings.Count(target.Expr, ")") {
				t.Errorf("%s: %s", p.Title, target.Expr)
			}
			for _, name := range names {
				shown[strings.TrimSuffix(name, "_bucket")] = true
				if !known[name] {
					t.Errorf("%s: there is no metric %s", p.Title, name)
				}
			}
		}
	}
	for _, m := range registered(t) {
		if !shown[m.Name] {
			t.Errorf("no panel shows %s", m.Name)
		}
	}
	if overlap := overlapping(d.Panels); overlap != "" {
		t.Errorf("panels lie on each other: %s", overlap)
	}
}

func overlapping(panels []dashPanel) string {
	taken := map[[2]int]string{}
	for _, p := range panels {
		for x := p.GridPos.X; x < p.GridPos.X+p.GridPos.W; x++ {
			for y := p.GridPos.Y; y < p.GridPos.Y+p.GridPos.H; y++ {
				if other, is := taken[[2]int{x, y}]; is {
					return p.Title + " and " + other
				}
				taken[[2]int{x, y}] = p.Title
			}
		}
	}
	return ""
}

// Rules and panels name labels and their values, too: a typing error in one would be
// an alert that never goes off.
func TestAlertsAndPanelsChooseByLabelsThatExist(t *testing.T) {
	labels := map[string]string{}
	for _, m := range registered(t) {
		labels[m.Name] = m.Labels
	}
	texts := readText(t, "deploy/grafana.json")
	for _, r := range alertRules(t) {
		texts += r.Expr
	}
	choice := regexp.MustCompile(`(salescoach_[a-z_]+)\{([^}]*)\}`)
	field := regexp.MustCompile(`([a-z]+)(=|!=|=~|!~)\\?"`)
	seen := map[string]bool{}
	for _, m := range choice.FindAllStringSubmatch(texts, -1) {
		name := strings.TrimSuffix(m[1], "_bucket")
		for _, f := range field.FindAllStringSubmatch(m[2], -1) {
			seen[f[1]] = true
			if f[1] != "instance" && !slices.Contains(strings.Split(labels[name], ", "), f[1]) {
				t.Errorf("%s has no label %s", m[1], f[1])
			}
		}
	}
	if want := []string{"input", "instance", "kind", "outcome", "state"}; !slices.Equal(slices.Sorted(maps.Keys(seen)), want) {
		t.Errorf("labels that were chosen by: %v, want %v", slices.Sorted(maps.Keys(seen)), want)
	}
}
