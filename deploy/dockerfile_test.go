package deploy

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const root = ".."

// step is an instruction of a Dockerfile: its name, its flags (--from=build) and
// the rest of its line.
type step struct {
	name  string
	flags map[string]string
	rest  string
}

// stage is what one FROM begins.
type stage struct {
	base, name string
	steps      []step
}

// dockerfile reads the stages of a Dockerfile. What stands before the first FROM
// is the first stage, without a base.
func dockerfile(text string) []stage {
	stages := []stage{{}}
	for _, line := range instructions(text) {
		s := readStep(line)
		if s.name == "FROM" {
			base, name, _ := strings.Cut(s.rest, " AS ")
			stages = append(stages, stage{base: base, name: name})
			continue
		}
		last := &stages[len(stages)-1]
		last.steps = append(last.steps, s)
	}
	return stages
}

// instructions are the lines of a Dockerfile without comments, continued ones joined.
func instructions(text string) (lines []string) {
	var begun string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if more, ok := strings.CutSuffix(line, "\\"); ok {
			begun += more
			continue
		}
		lines, begun = append(lines, begun+line), ""
	}
	return lines
}

func readStep(line string) step {
	name, rest, _ := strings.Cut(line, " ")
	s := step{name: name, flags: map[string]string{}, rest: strings.TrimSpace(rest)}
	for strings.HasPrefix(s.rest, "--") {
		var flag string
		flag, s.rest, _ = strings.Cut(s.rest, " ")
		key, value, _ := strings.Cut(strings.TrimPrefix(flag, "--"), "=")
		s.flags[key] = value
	}
	return s
}

// all are the steps of a stage with one name.
func (s stage) all(name string) (steps []step) {
	for _, st := range s.steps {
		if st.name == name {
			steps = append(steps, st)
		}
	}
	return steps
}

// last is the rest of the last step with a name, the one that counts.
func (s stage) last(name string) string {
	all := s.all(name)
	if len(all) == 0 {
		return ""
	}
	return all[len(all)-1].rest
}

// env are the variables that a stage sets.
func (s stage) env() map[string]string {
	set := map[string]string{}
	for _, st := range s.all("ENV") {
		for _, pair := range strings.Fields(st.rest) {
			key, value, _ := strings.Cut(pair, "=")
			set[key] = value
		}
	}
	return set
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestTheDockerfileKeepsItsRules(t *testing.T) {
	for _, fault := range dockerFaults(t, readFile(t, "Dockerfile")) {
		t.Error(fault)
	}
}

// The test above would pass for ever if it saw nothing.
func TestAnUnsafeDockerfileIsFound(t *testing.T) {
	text := readFile(t, "Dockerfile")
	for _, c := range []struct{ old, new, want string }{
		{"USER 65532:65532\n", "", "runs as root"},
		{"USER 65532:65532", "USER coach", "names its user"},
		{"GO_VERSION=1.26", "GO_VERSION=latest", "go.mod"},
		{"GO_VERSION=1.26", "GO_VERSION=1.25", "go.mod"},
		{"CGO_ENABLED=0 ", "", "CGO_ENABLED=0"},
		{"-trimpath ", "", "-trimpath"},
		{" -X main.release=${VERSION}", "", "main.release"},
		{"FROM scratch", "FROM alpine", "alpine has no tag"},
		{"FROM scratch", "FROM gcr.io/distroless/static:latest", "moves"},
		{"COPY bot ./bot", "ADD bot ./bot", "ADD"},
		{"COPY coach ./coach", "COPY couch ./couch", "couch"},
		{`ENTRYPOINT ["/salescoach"]`, "ENTRYPOINT /salescoach", "signals"},
		{`CMD ["/salescoach", "health"]`, "CMD wget localhost", "no shell"},
		{"HEALTHCHECK", "# HEALTHCHECK", "HEALTHCHECK"},
		{`VOLUME ["/data"]`, "", "VOLUME"},
		{"sqlite:/data/", "sqlite:/var/", "volume"},
		{"COACH_LOG_FORMAT=json", "SLACK_BOT_TOKEN=xoxb-1", "secret"},
		{"--from=build /out/salescoach", "--from=biuld /out/salescoach", "biuld"},
		{"USER 65532:65532", "USER 65532:65532\nRUN true", "RUN"},
		{"/etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt", "/etc/motd /etc/motd", "certificates"},
	} {
		broken := strings.Replace(text, c.old, c.new, 1)
		if broken == text {
			t.Errorf("%q is not in the Dockerfile", c.old)
		}
		if got := strings.Join(dockerFaults(t, broken), "\n"); !strings.Contains(got, c.want) {
			t.Errorf("%q for %q: found %q, want %q", c.new, c.old, got, c.want)
		}
	}
}

func dockerFaults(t *testing.T, text string) (faults []string) {
	t.Helper()
	stages := dockerfile(text)
	if len(stages) < 3 {
		return []string{"the Dockerfile has no stage that builds and one that runs"}
	}
	says := func(fault string, is bool) {
		if is {
			faults = append(faults, fault)
		}
	}
	faults = append(faults, goFaults(t, stages)...)
	for i, s := range stages {
		faults = append(faults, stageFaults(s, stages[:i])...)
	}
	run := stages[len(stages)-1]
	user, volume := run.last("USER"), run.last("VOLUME")
	says("the image runs as root", user == "" || strings.HasPrefix(user, "0"))
	says("the image names its user instead of numbering it: a cluster cannot tell that it is not root", user != "" && !regexp.MustCompile(`^\d+:\d+$`).MatchString(user))
	says("the last stage has no shell for a RUN", len(run.all("RUN")) > 0)
	says("ENTRYPOINT is no list, so that a shell would stand between the bot and signals", !isList(run.last("ENTRYPOINT")))
	says("the last stage has no HEALTHCHECK", run.last("HEALTHCHECK") == "")
	says("HEALTHCHECK is no list, and there is no shell", !isList(strings.TrimPrefix(run.last("HEALTHCHECK"), "CMD ")))
	says("the last stage has no VOLUME", volume == "")
	says("the database is not in the volume", !strings.HasPrefix(run.env()["DATABASE_URL"], "sqlite:"+strings.Trim(volume, `[]"`)+"/"))
	says("no certificates come along: Slack is spoken to over TLS", !strings.Contains(text, "/etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt"))
	return faults
}

// goFaults are about the compiler and what it is told.
func goFaults(t *testing.T, stages []stage) (faults []string) {
	t.Helper()
	needs := regexp.MustCompile(`(?m)^go (\d+\.\d+)`).FindStringSubmatch(readFile(t, "go.mod"))[1]
	if has := strings.TrimPrefix(stages[0].last("ARG"), "GO_VERSION="); has != needs {
		faults = append(faults, "GO_VERSION is "+has+" and go.mod asks for "+needs)
	}
	var build string
	for _, st := range stages[1].all("RUN") {
		if strings.Contains(st.rest, "go build") {
			build = st.rest
		}
	}
	for _, flag := range []string{"CGO_ENABLED=0", "-trimpath", "-mod=readonly", "-buildvcs=false", "-buildid=", "-X main.release=${VERSION}"} {
		if !strings.Contains(build, flag) {
			faults = append(faults, "go build lacks "+flag)
		}
	}
	return faults
}

// stageFaults are about where things come from.
func stageFaults(s stage, before []stage) (faults []string) {
	if tag := s.base[strings.LastIndexAny(s.base, ":")+1:]; s.base != "" && s.base != "scratch" {
		if !strings.Contains(s.base, ":") {
			faults = append(faults, s.base+" has no tag")
		}
		if tag == "latest" {
			faults = append(faults, s.base+" moves")
		}
	}
	if len(s.all("ADD")) > 0 {
		faults = append(faults, "ADD fetches and unpacks; COPY does neither")
	}
	for _, st := range slices.Concat(s.all("ENV"), s.all("ARG")) {
		if strings.Contains(st.rest, "TOKEN") || strings.Contains(st.rest, "SECRET") {
			faults = append(faults, "a secret in the image: "+st.name)
		}
	}
	for _, st := range s.all("COPY") {
		faults = append(faults, copyFaults(st, before)...)
	}
	return faults
}

func copyFaults(st step, before []stage) (faults []string) {
	if from := st.flags["from"]; from != "" {
		if !slices.ContainsFunc(before, func(s stage) bool { return s.name == from }) {
			faults = append(faults, "COPY from "+from+", which is no stage")
		}
		return faults
	}
	words := strings.Fields(st.rest)
	for _, source := range words[:len(words)-1] {
		if _, err := os.Stat(filepath.Join(root, source)); err != nil {
			faults = append(faults, "COPY "+source+": "+err.Error())
		}
	}
	return faults
}

func isList(s string) bool {
	var list []string
	return json.Unmarshal([]byte(s), &list) == nil && len(list) > 0
}

// What the image is built of goes into its context, and what is a secret or large
// does not.
func TestTheContextOfTheImageIsWhatItIsBuiltOf(t *testing.T) {
	ignored := strings.Split(readFile(t, ".dockerignore"), "\n")
	if !slices.Contains(ignored, "*") {
		t.Error(".dockerignore does not begin with nothing")
	}
	for _, st := range dockerfile(readFile(t, "Dockerfile"))[1].all("COPY") {
		words := strings.Fields(st.rest)
		for _, source := range words[:len(words)-1] {
			if !slices.Contains(ignored, "!"+source) {
				t.Errorf(".dockerignore keeps %s out", source)
			}
		}
	}
}
