package main

import (
	"bytes"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"
	"go.yaml.in/yaml/v3"

	"salescoach/bot/sandbox"
)

func readManifest(t *testing.T) slack.Manifest {
	t.Helper()
	text, err := os.ReadFile("../../deploy/manifest.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var m slack.Manifest
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true) // Slack refuses a manifest with a key it does not know
	if err := d.Decode(&m); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestTheManifestAsksForWhatTheBotUsesAndNothingMore(t *testing.T) {
	m := readManifest(t)
	if diff := cmp.Diff(botScopes, m.OAuthConfig.Scopes.Bot); diff != "" {
		t.Errorf("scopes (-want +got):\n%s", diff)
	}
	if len(m.OAuthConfig.Scopes.User) > 0 {
		t.Errorf("it acts for people: %v", m.OAuthConfig.Scopes.User)
	}
	s := m.Settings
	if !s.SocketModeEnabled || s.Interactivity == nil || !s.Interactivity.IsEnabled || s.EventSubscriptions == nil {
		t.Fatalf("settings: %+v", s)
	}
	if diff := cmp.Diff(botEvents, s.EventSubscriptions.BotEvents); diff != "" {
		t.Errorf("events (-want +got):\n%s", diff)
	}
	if h := m.Features.AppHome; !h.HomeTabEnabled || !h.MessagesTabEnabled || h.MessagesTabReadOnlyEnabled {
		t.Errorf("nobody can write to the bot, or it has no Home: %+v", h)
	}
}

// The sandbox stands for a Slack that this manifest was given to.
func TestTheSandboxDeclaresTheManifestsCommands(t *testing.T) {
	var declared []sandbox.Command
	for _, c := range readManifest(t).Features.SlashCommands {
		declared = append(declared, sandbox.Command{Name: c.Command, Description: c.Description, UsageHint: c.UsageHint, ShouldEscape: c.ShouldEscape})
	}
	if diff := cmp.Diff(declared, slashCommands); diff != "" {
		t.Errorf("commands (-manifest +sandbox):\n%s", diff)
	}
}

func TestTheSandboxDeclaresTheManifestsShortcuts(t *testing.T) {
	var declared []sandbox.Shortcut
	for _, s := range readManifest(t).Features.Shortcuts {
		declared = append(declared, sandbox.Shortcut{Name: s.Name, CallbackID: s.CallbackID, Description: s.Description, Message: s.Type == slack.MessageShortcut})
	}
	if diff := cmp.Diff(declared, shortcuts); diff != "" {
		t.Errorf("shortcuts (-manifest +sandbox):\n%s", diff)
	}
}

func TestScopesAndEventsAreInOrder(t *testing.T) {
	m := readManifest(t) // so that a new one shows in a diff
	if !slices.IsSorted(m.OAuthConfig.Scopes.Bot) || !slices.IsSorted(m.Settings.EventSubscriptions.BotEvents) {
		t.Errorf("%v %v", m.OAuthConfig.Scopes.Bot, m.Settings.EventSubscriptions.BotEvents)
	}
}
