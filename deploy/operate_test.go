package deploy

import (
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

// others are variables that these files set for somebody else than the bot.
var others = []string{"TMPDIR", "SALESCOACH_DB", "LITESTREAM_REPLICA_URL", "LITESTREAM_ACCESS_KEY_ID", "LITESTREAM_SECRET_ACCESS_KEY"}

func TestEverySettingThatAFileNamesIsOneOfTheProgram(t *testing.T) {
	known := map[string]bool{}
	for _, m := range regexp.MustCompile(`envconfig:"([A-Z_]+)"`).FindAllStringSubmatch(readFile(t, "cmd/salescoach/config.go"), -1) {
		known[m[1]] = true
	}
	named := map[string][]string{
		"Dockerfile":                    slices.Collect(maps.Keys(dockerfile(readFile(t, "Dockerfile"))[2].env())),
		"deploy/salescoach.env.example": matches(t, "deploy/salescoach.env.example", `(?m)^#?([A-Z_]+)=`),
		"deploy/systemd":                matches(t, "deploy/systemd/salescoach.service", `(?m)^Environment=([A-Z_]+)=`),
		"deploy/k8s/configmap.yaml":     matches(t, "deploy/k8s/configmap.yaml", `(?m)^  ([A-Z_]+):`),
		"deploy/litestream.yml":         matches(t, "deploy/litestream.yml", `\$\{([A-Z_]+)\}`),
	}
	for file, names := range named {
		if len(names) < 2 {
			t.Errorf("%s: only %v was found", file, names)
		}
		for _, name := range names {
			if !known[name] && !slices.Contains(others, name) {
				t.Errorf("%s sets %s, which nobody reads", file, name)
			}
		}
	}
}

// matches are the first groups of a pattern in a file.
func matches(t *testing.T, name, pattern string) (found []string) {
	t.Helper()
	for _, m := range regexp.MustCompile(pattern).FindAllStringSubmatch(readFile(t, name), -1) {
		found = append(found, m[1])
	}
	return found
}

// Every copy of the database is made of the one that the bot writes.
func TestLitestreamCopiesWhereItIsTold(t *testing.T) {
	var c struct {
		DBs []struct {
			Path    string
			Replica struct {
				URL  string
				Sync string `yaml:"sync-interval"`
			}
		}
		Snapshot struct{ Interval, Retention string }
	}
	d := yaml.NewDecoder(strings.NewReader(readFile(t, "deploy/litestream.yml")))
	d.KnownFields(true)
	if err := d.Decode(&c); err != nil {
		t.Fatal(err)
	}
	if len(c.DBs) != 1 || c.DBs[0].Path != "${SALESCOACH_DB}" || c.DBs[0].Replica.URL != "${LITESTREAM_REPLICA_URL}" || c.Snapshot.Retention == "" {
		t.Errorf("%+v", c)
	}
	url := dockerfile(readFile(t, "Dockerfile"))[2].env()["DATABASE_URL"]
	if path := strings.TrimPrefix(url, "sqlite:"); !strings.Contains(readFile(t, "deploy/compose.yaml"), "SALESCOACH_DB: "+path+"\n") {
		t.Errorf("compose copies another database than %s", path)
	}
}

// exposure is what systemd-analyze may find a unit's exposure to be, in tenths of
// its scale from 0, safe, to 10: the network is what is left.
const exposure = "15"

func TestTheUnitIsOneThatSystemdTakesAndFindsSafe(t *testing.T) {
	if _, err := exec.LookPath("systemd-analyze"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip("there is no systemd-analyze here")
	}
	dir := t.TempDir()
	program, unit := filepath.Join(dir, "salescoach"), filepath.Join(dir, "salescoach.service")
	text := strings.ReplaceAll(readFile(t, "deploy/systemd/salescoach.service"), "/usr/local/bin/salescoach", program)
	for name, body := range map[string]string{program: "", unit: text} {
		if err := os.WriteFile(name, []byte(body), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(unit, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"verify", unit}, {"security", "--offline=true", "--threshold=" + exposure, unit}} {
		out, err := exec.CommandContext(t.Context(), "systemd-analyze", args...).CombinedOutput()
		if err != nil || args[0] == "verify" && len(out) > 0 {
			t.Errorf("systemd-analyze %s: %v\n%s", args[0], err, out)
		}
	}
}
