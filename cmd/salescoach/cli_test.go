package main

import (
	"bytes"
	"context"
	"strings"
	"testing"
)

// says runs the command line and gives its exit code and what it printed.
func says(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(context.Background(), args, strings.NewReader(""), &out, &errs)
	return code, out.String(), errs.String()
}

func TestHelpListsEveryCommandAndEverySetting(t *testing.T) {
	code, out, errs := says(t, "help")
	if code != exitOK || errs != "" {
		t.Fatalf("exit %d: %s", code, errs)
	}
	for _, want := range []string{"salescoach <command>", "\n  sandbox ", "\n  import ", "\n  export ", "\n  backup ", "\n  migrate ", "\n  version ", "DATABASE_URL (default sqlite:salescoach.db)", "COACH_MANAGERS"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

func TestHelpExplainsOneCommand(t *testing.T) {
	if code, out, errs := says(t, "help", "import"); code != exitOK || !strings.Contains(out, "--dry-run") {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
	if code, out, errs := says(t, "help", "plays", "check"); code != exitOK || !strings.Contains(out, "COACH_PLAYS_DIR") {
		t.Errorf("exit %d: %s%s", code, out, errs)
	}
	if code, _, errs := says(t, "help", "imports"); code != exitFailed || errs != "salescoach: there is no command \"imports\"; salescoach help lists them\n" {
		t.Errorf("exit %d: %s", code, errs)
	}
}

func TestAMistakeOnTheCommandLineNamesTheHelpForIt(t *testing.T) {
	for args, want := range map[string]string{
		"--nope":         "salescoach: unknown flag --nope. Try: salescoach help\n",
		"sandbox --nope": "salescoach: unknown flag --nope. Try: salescoach help sandbox\n",
		"plays check":    "salescoach: expected \"<dir>\". Try: salescoach help plays check\n",
		"backup":         "salescoach: expected \"<file>\". Try: salescoach help backup\n",
		"bakup x":        "salescoach: unexpected argument bakup, did you mean \"backup\"? Try: salescoach help\n",
	} {
		if code, out, errs := says(t, strings.Fields(args)...); code != exitUsage || out != "" || errs != want {
			t.Errorf("%s: exit %d, %s%s", args, code, out, errs)
		}
	}
}

func TestAMistypedWorkspaceOrAddressIsRefused(t *testing.T) {
	t.Setenv("DATABASE_URL", "sqlite:"+t.TempDir()+"/a.db")
	for args, want := range map[string]string{
		"export --workspace acme":   "salescoach: --workspace acme is no id of a Slack workspace: it begins with T, as in the address of Slack in a browser.\n",
		"sandbox --listen nonsense": "salescoach: --listen nonsense: write an address and a port, such as 127.0.0.1:4400\n",
	} {
		if code, _, errs := says(t, strings.Fields(args)...); code != exitFailed || errs != want {
			t.Errorf("%s: exit %d, %s", args, code, errs)
		}
	}
}

func TestASlackThatIsNotThereIsNotBlamedOnTheToken(t *testing.T) {
	t.Setenv("DATABASE_URL", "sqlite:"+t.TempDir()+"/a.db")
	t.Setenv("SLACK_BOT_TOKEN", "xoxb-1")
	t.Setenv("SLACK_APP_TOKEN", "xapp-1")
	t.Setenv("SLACK_API_URL", "http://127.0.0.1:1/api/") // nobody listens there
	if code, _, errs := says(t, "run"); code != exitFailed || !strings.Contains(errs, "salescoach: no connection to Slack") {
		t.Errorf("exit %d, %s", code, errs)
	}
}
