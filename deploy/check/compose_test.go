package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// composed is the compose file in a folder of its own, with what it reads.
func composed(t *testing.T, old, new string) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"compose.yaml", "salescoach.env.example", "litestream.yml"} {
		text, err := os.ReadFile("../" + name)
		if err != nil {
			t.Fatal(err)
		}
		if name == "compose.yaml" {
			broken := strings.Replace(string(text), old, new, 1)
			if broken == string(text) && old != "" {
				t.Errorf("%q is not in %s", old, name)
			}
			text = []byte(broken)
		}
		if err := os.WriteFile(filepath.Join(dir, strings.TrimSuffix(name, ".example")), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "compose.yaml")
}

func TestComposeTakesTheFile(t *testing.T) {
	faults, err := checkCompose(t.Context(), composed(t, "", ""))
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range faults {
		t.Error(fault)
	}
}

func TestABrokenComposeFileIsFound(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"read_only: true", "readonly: true", "readonly"},
		{"read_only: true", "read_only: false", "more than it needs"},
		{"cap_drop: [ALL]", "cap_drop: []", "more than it needs"},
		{`user: "65532:65532"`, `user: "0:0"`, "more than it needs"},
		{"no-new-privileges:true", "seccomp:unconfined", "gain rights"},
		{"data:/data", "data:/var", "not in its volume"},
		{"stop_grace_period: 30s", "stop_grace_period: 5s", "before it has finished"},
		{"env_file", `ports: ["8080:8080"]` + "\n    env_file", "nobody calls"},
		{"env_file", "deploy: {replicas: 2}\n    env_file", "one process"},
		{"volumes:\n  data:", "volumes: {}", "data"},
		{`SLACK_BOT_TOKEN: ""`, "NOTHING: x", "litestream: it is told SLACK_BOT_TOKEN"},
		{`SLACK_APP_TOKEN: ""`, "NOTHING: x", "litestream: it is told SLACK_APP_TOKEN"},
		{`SLACK_APP_TOKEN: ""`, "SLACK_APP_TOKEN:", "litestream: it is told SLACK_APP_TOKEN"},
		{`SLACK_APP_TOKEN: ""`, "SLACK_APP_TOKEN: xapp-1", "litestream: it is told SLACK_APP_TOKEN"},
	} {
		faults, err := checkCompose(t.Context(), composed(t, c.old, c.new))
		if err != nil {
			faults = append(faults, err.Error())
		}
		if got := strings.Join(faults, "\n"); !strings.Contains(got, c.want) {
			t.Errorf("with %q: found %q, want %q", c.new, got, c.want)
		}
	}
}
