package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
)

// call is a method of Slack's Web API that a method of slack-go calls, and the
// scopes of a bot token it needs for what we use it for.
type call struct{ method, scopes string }

// calls are the methods of slack-go that the bot may use. One that is not here is
// looked up at docs.slack.dev/reference/methods before it is used, with its scopes.
var calls = map[string]call{
	"AuthTestContext":               {"auth.test", ""},
	"StartSocketModeContext":        {"apps.connections.open", ""}, // the app-level token's connections:write
	"GetBotInfoContext":             {"bots.info", "users:read"},
	"PostMessageContext":            {"chat.postMessage", "chat:write"},
	"PostEphemeralContext":          {"chat.postEphemeral", "chat:write"},
	"UpdateMessageContext":          {"chat.update", "chat:write"},
	"DeleteMessageContext":          {"chat.delete", "chat:write"},
	"OpenViewContext":               {"views.open", ""},
	"PushViewContext":               {"views.push", ""},
	"UpdateViewContext":             {"views.update", ""},
	"PublishViewContext":            {"views.publish", ""},
	"OpenConversationContext":       {"conversations.open", "im:write"},
	"GetConversationInfoContext":    {"conversations.info", "channels:read groups:read"},
	"GetUsersInConversationContext": {"conversations.members", "channels:read groups:read"},
	// The outbox looks for a post where it was sent: in a channel, public or
	// private, or in a direct conversation.
	"GetConversationHistoryContext": {"conversations.history", "channels:history groups:history im:history"},
	"GetConversationRepliesContext": {"conversations.replies", "channels:history groups:history im:history"},
	// Without users:read.email a profile comes without its address.
	"GetUserInfoContext":               {"users.info", "users:read users:read.email"},
	"GetUsersContext":                  {"users.list", "users:read users:read.email"},
	"GetUserByEmailContext":            {"users.lookupByEmail", "users:read.email"},
	"GetUserGroupMembersContext":       {"usergroups.users.list", "usergroups:read"},
	"GetUserGroupsContext":             {"usergroups.list", "usergroups:read"},
	"UploadFileContext":                {"files.getUploadURLExternal", "files:write"},
	"GetUploadURLExternalContext":      {"files.getUploadURLExternal", "files:write"},
	"UploadToURL":                      {"an address that Slack gave", ""},
	"CompleteUploadExternalContext":    {"files.completeUploadExternal", "files:write"},
	"GetFileInfoContext":               {"files.info", "files:read"},
	"GetFileContext":                   {"a file's address", "files:read"},
	"DeleteFileContext":                {"files.delete", "files:write"},
	"SetAssistantThreadsStatusContext": {"assistant.threads.setStatus", "assistant:write"},
}

// eventScopes are what events need to be subscribed to:
// docs.slack.dev/reference/events.
var eventScopes = map[string]string{
	"app_home_opened":       "",
	"app_mention":           "app_mentions:read",
	"app_uninstalled":       "",
	"file_shared":           "files:read",
	"member_joined_channel": "channels:read groups:read",
	"member_left_channel":   "channels:read groups:read",
	"message.im":            "im:history",
	"tokens_revoked":        "",
	"user_change":           "users:read",
}

func TestTheScopesAreThoseOfTheMethodsAndEventsInUse(t *testing.T) {
	m, need := readManifest(t), map[string]bool{}
	want := func(scopes string) {
		for _, s := range strings.Fields(scopes) {
			need[s] = true
		}
	}
	for name, at := range methodsUsed(t) {
		c, known := calls[name]
		if !known {
			t.Errorf("%s: which method of Slack's is %s, and which scopes does it need?", at, name)
		}
		want(c.scopes)
	}
	for _, e := range m.Settings.EventSubscriptions.BotEvents {
		scopes, known := eventScopes[e]
		if !known {
			t.Errorf("which scopes does the event %s need?", e)
		}
		want(scopes)
	}
	if len(m.Features.SlashCommands)+len(m.Features.Shortcuts) > 0 {
		want("commands")
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(need)), m.OAuthConfig.Scopes.Bot); diff != "" {
		t.Errorf("scopes (-what the code uses +what the manifest asks for):\n%s", diff)
	}
}

func TestTheEventsAreThoseThatSomebodyHandles(t *testing.T) {
	handled := map[string]bool{}
	for _, name := range namesOf(t, "slackevents") {
		handled[name] = true
	}
	subscribed := map[string]bool{}
	for _, e := range readManifest(t).Settings.EventSubscriptions.BotEvents {
		kind, _, _ := strings.Cut(e, ".") // message.im arrives as a message
		subscribed[kind] = true
		if !eventHandled(kind, handled) {
			t.Errorf("nobody handles %s", e)
		}
	}
	for kind := range slackevents.EventsAPIInnerEventMapping {
		if eventHandled(string(kind), handled) && !subscribed[string(kind)] {
			t.Errorf("%s is handled and never comes: the manifest does not subscribe to it", kind)
		}
	}
}

// eventHandled says that the code names an event's type or the Go type of its data.
func eventHandled(kind string, names map[string]bool) bool {
	data, known := slackevents.EventsAPIInnerEventMapping[slackevents.EventsAPIType(kind)]
	return known && (names[camel(kind)] || names[reflect.TypeOf(data).Name()])
}

// camel is app_mention as AppMention.
func camel(s string) string {
	var b strings.Builder
	for part := range strings.SplitSeq(s, "_") {
		b.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	return b.String()
}

// A shortcut that nobody handles shows an error to whoever chooses it.
func TestTheShortcutsAreThoseThatSomebodyHandles(t *testing.T) {
	said := map[string]bool{}
	for _, file := range ourFiles(t, "bot", "bot/blocks") {
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if s, err := strconv.Unquote(lit.Value); err == nil {
					said[s] = true
				}
			}
			return true
		})
	}
	for _, s := range readManifest(t).Features.Shortcuts {
		if !said[s.CallbackID] {
			t.Errorf("the bot does not know the shortcut %q", s.CallbackID)
		}
	}
}

// The tests above would pass for ever if they saw nothing.
func TestTheMethodsInUseAreFound(t *testing.T) {
	used := methodsUsed(t)
	for _, name := range []string{"AuthTestContext", "PostMessageContext", "PublishViewContext", "GetConversationHistoryContext"} {
		if used[name].Filename == "" {
			t.Errorf("%s is in use and was not found", name)
		}
	}
	if names := namesOf(t, "slackevents"); !slices.Contains(names, "AppMention") || !slices.Contains(names, "UserChangeEvent") {
		t.Errorf("events were not found: %v", names)
	}
}

// methodsUsed are the methods of slack-go's client that the code calls, and where.
// They are known by name: a client is always a field or variable called api or API.
func methodsUsed(t *testing.T) map[string]token.Position {
	t.Helper()
	client, used := reflect.TypeFor[*slack.Client](), map[string]token.Position{}
	set := token.NewFileSet()
	for _, file := range parsed(t, set, "bot", "cmd/salescoach") {
		ast.Inspect(file, func(n ast.Node) bool {
			called, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			_, isMethod := client.MethodByName(called.Sel.Name)
			if isMethod && strings.EqualFold(lastName(called.X), "api") {
				used[called.Sel.Name] = set.Position(n.Pos())
			}
			return true
		})
	}
	return used
}

// lastName is api of s.api and of api.
func lastName(x ast.Expr) string {
	switch x := x.(type) {
	case *ast.Ident:
		return x.Name
	case *ast.SelectorExpr:
		return x.Sel.Name
	}
	return ""
}

// namesOf are the names that package bot takes from another package.
func namesOf(t *testing.T, pkg string) (names []string) {
	t.Helper()
	for _, file := range ourFiles(t, "bot") {
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok && lastName(s.X) == pkg {
				names = append(names, s.Sel.Name)
			}
			return true
		})
	}
	return names
}

func ourFiles(t *testing.T, dirs ...string) []*ast.File {
	t.Helper()
	return parsed(t, token.NewFileSet(), dirs...)
}

// parsed is the code of some packages, without tests.
func parsed(t *testing.T, set *token.FileSet, dirs ...string) (files []*ast.File) {
	t.Helper()
	for _, dir := range dirs {
		names, err := fs.Glob(os.DirFS(filepath.Join(root, dir)), "*.go")
		must(t, err)
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			file, err := parser.ParseFile(set, filepath.Join(root, dir, name), nil, parser.SkipObjectResolution)
			must(t, err)
			files = append(files, file)
		}
	}
	return files
}
