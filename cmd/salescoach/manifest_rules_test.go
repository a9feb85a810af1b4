package main

import (
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// takes is what Slack takes at one place of a manifest. Texts are measured in
// characters, lists in entries; no maximum means that Slack names none.
type takes struct {
	kind     string // text, flag, number, list or fields
	min, max int
	like     string // a pattern that a text must match
	needs    string // keys of fields that must be there, parted by blanks
}

// manifestRules are the places of a manifest that this app could use, with what
// Slack takes there; a key that is not here is one that Slack refuses, or one that
// nobody has looked up yet. An entry of a list is [].
//
// Source: the JSON schema of version 2 that Slack publishes for manifests
// (github.com/slackapi/manifest-schema, schemas/manifest.schema.2.0.0.json), and
// docs.slack.dev/reference/app-manifest for what Socket Mode asks for.
var manifestRules = map[string]takes{
	"":                        {kind: "fields", needs: "display_information"},
	"_metadata":               {kind: "fields"},
	"_metadata.major_version": {kind: "number", min: 1, max: 2},
	"_metadata.minor_version": {kind: "number", min: 0, max: 100},

	"display_information":                  {kind: "fields", needs: "name"},
	"display_information.name":             {kind: "text", min: 1, max: 35},
	"display_information.description":      {kind: "text", min: 1, max: 140},
	"display_information.long_description": {kind: "text", min: 175, max: 4000},
	"display_information.background_color": {kind: "text", min: 4, max: 7, like: `^#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$`},

	"features":                                         {kind: "fields"},
	"features.app_home":                                {kind: "fields"},
	"features.app_home.home_tab_enabled":               {kind: "flag"},
	"features.app_home.messages_tab_enabled":           {kind: "flag"},
	"features.app_home.messages_tab_read_only_enabled": {kind: "flag"},
	"features.bot_user":                                {kind: "fields", needs: "display_name"},
	"features.bot_user.display_name":                   {kind: "text", min: 1, max: 80},
	"features.bot_user.always_online":                  {kind: "flag"},
	"features.shortcuts":                               {kind: "list", min: 1, max: 10},
	"features.shortcuts[]":                             {kind: "fields", needs: "name type callback_id description"},
	"features.shortcuts[].name":                        {kind: "text", min: 1, max: 24},
	"features.shortcuts[].type":                        {kind: "text", min: 1, like: `^(message|global)$`},
	"features.shortcuts[].callback_id":                 {kind: "text", min: 1, max: 255},
	"features.shortcuts[].description":                 {kind: "text", min: 1, max: 150},
	"features.slash_commands":                          {kind: "list", min: 1, max: 50},
	"features.slash_commands[]":                        {kind: "fields", needs: "command description"},
	"features.slash_commands[].command":                {kind: "text", min: 2, max: 32, like: `^/`},
	"features.slash_commands[].description":            {kind: "text", min: 1, max: 2000},
	"features.slash_commands[].usage_hint":             {kind: "text", min: 1, max: 1000},
	"features.slash_commands[].should_escape":          {kind: "flag"},

	"oauth_config":                       {kind: "fields"},
	"oauth_config.scopes":                {kind: "fields"},
	"oauth_config.scopes.bot":            {kind: "list", max: 255},
	"oauth_config.scopes.bot[]":          {kind: "text", min: 1, max: 50},
	"oauth_config.scopes.bot_optional":   {kind: "list", max: 255},
	"oauth_config.scopes.bot_optional[]": {kind: "text", min: 1, max: 50},

	"settings":                                  {kind: "fields"},
	"settings.event_subscriptions":              {kind: "fields"},
	"settings.event_subscriptions.bot_events":   {kind: "list", max: 100},
	"settings.event_subscriptions.bot_events[]": {kind: "text", min: 1, max: 50},
	"settings.interactivity":                    {kind: "fields", needs: "is_enabled"},
	"settings.interactivity.is_enabled":         {kind: "flag"},
	"settings.org_deploy_enabled":               {kind: "flag"},
	"settings.socket_mode_enabled":              {kind: "flag"},
	"settings.token_rotation_enabled":           {kind: "flag"},
}

func TestTheManifestIsOneThatSlackTakes(t *testing.T) {
	text, err := os.ReadFile("../../deploy/manifest.yaml")
	must(t, err)
	for _, wrong := range manifestFaults(t, text) {
		t.Error(wrong)
	}
}

// The test above would pass for ever if it saw nothing.
func TestAManifestThatSlackRefusesIsFound(t *testing.T) {
	text, err := os.ReadFile("../../deploy/manifest.yaml")
	must(t, err)
	for _, c := range []struct{ old, new, want string }{
		{"name: Sales Coach\n", "name: " + strings.Repeat("é", 36) + "\n", "display_information.name has 36 characters, Slack takes 35"},
		{"  name: Sales Coach\n", "", "display_information has no name"},
		{"description: Counts", "description: " + strings.Repeat("x", 140), "Slack takes 140"},
		{`"#1f4d3a"`, "green", "is not like"},
		{"/followup\n", "followup\n", "is not like"},
		{"/followup\n", "/" + strings.Repeat("f", 32) + "\n", "Slack takes 32"},
		{"usage_hint: acme", "usage_hint: " + strings.Repeat("x", 1000), "Slack takes 1000"},
		{"usage_hint:", "hint:", "features.slash_commands[].hint is a key that Slack does not know"},
		{"should_escape: true", "should_escape: perhaps", "is no flag"},
		{"major_version: 2", "major_version: 3", "Slack takes 2"},
		{"  shortcuts:\n", "  shortcuts: []\n  others:\n", "features.shortcuts has 0 entries"},
		{"name: New proposal", "name: " + strings.Repeat("x", 25), "Slack takes 24"},
		{"      type: global\n", "", "features.shortcuts[] has no type"},
		{"    is_enabled: true\n", "    enabled: true\n", "settings.interactivity has no is_enabled"},
		{"- commands", "- 5", "is no text"},
		{"- app_mention\n", "- app_mention\n      - app_mention\n", "app_mention stands twice"},
	} {
		broken := strings.Replace(string(text), c.old, c.new, 1)
		if broken == string(text) {
			t.Errorf("%q is not in the manifest", c.old)
		}
		if got := strings.Join(manifestFaults(t, []byte(broken)), "\n"); !strings.Contains(got, c.want) {
			t.Errorf("%q for %q: found %q, want %q", c.new, c.old, got, c.want)
		}
	}
}

// manifestFaults are the sentences about what Slack would refuse.
func manifestFaults(t *testing.T, text []byte) []string {
	t.Helper()
	var m map[string]any
	must(t, yaml.Unmarshal(text, &m))
	return faultsAt("", m)
}

func faultsAt(path string, v any) []string {
	rule, known := manifestRules[path]
	if !known {
		return []string{path + " is a key that Slack does not know"}
	}
	switch v := v.(type) {
	case map[string]any:
		return append(rule.is("fields", path), fieldFaults(rule, path, v)...)
	case []any:
		return append(rule.is("list", path), listFaults(rule, path, v)...)
	case string:
		return append(rule.is("text", path), textFaults(rule, path, v)...)
	case bool:
		return rule.is("flag", path)
	case int:
		return append(rule.is("number", path), rule.within(path, v, "is")...)
	}
	return []string{fmt.Sprintf("%s is %T", path, v)}
}

func (r takes) is(kind, path string) []string {
	if r.kind == kind {
		return nil
	}
	return []string{fmt.Sprintf("%s is no %s", path, r.kind)}
}

func (r takes) within(path string, n int, what string) []string {
	switch {
	case r.max > 0 && n > r.max:
		return []string{fmt.Sprintf("%s has %d %s, Slack takes %d", path, n, what, r.max)}
	case n < r.min:
		return []string{fmt.Sprintf("%s has %d %s, Slack wants %d", path, n, what, r.min)}
	}
	return nil
}

func fieldFaults(r takes, path string, v map[string]any) (faults []string) {
	for _, need := range strings.Fields(r.needs) {
		if _, ok := v[need]; !ok {
			faults = append(faults, path+" has no "+need)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(v)) {
		faults = append(faults, faultsAt(strings.TrimPrefix(path+"."+key, "."), v[key])...)
	}
	return faults
}

func listFaults(r takes, path string, v []any) (faults []string) {
	faults = r.within(path, len(v), "entries")
	seen := map[string]bool{}
	for _, entry := range v {
		if s, ok := entry.(string); ok {
			if seen[s] {
				faults = append(faults, path+": "+s+" stands twice")
			}
			seen[s] = true
		}
		faults = append(faults, faultsAt(path+"[]", entry)...)
	}
	return faults
}

func textFaults(r takes, path, v string) []string {
	faults := r.within(path, utf8.RuneCountInString(v), "characters")
	if r.like != "" && !regexp.MustCompile(r.like).MatchString(v) {
		faults = append(faults, fmt.Sprintf("%s: %q is not like %s", path, v, r.like))
	}
	return faults
}
