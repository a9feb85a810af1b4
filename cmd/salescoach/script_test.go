package main

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"salescoach/bot/sandbox"
	"salescoach/coach"
	"salescoach/db"
)

func TestMain(m *testing.M) {
	if _, told := os.LookupEnv("COACH_LISTEN"); !told {
		os.Setenv("COACH_LISTEN", "") // many bots at once: each listens only where its test says
	}
	testscript.Main(m, map[string]func(){"salescoach": main, "clocked": clocked, "nobody": nobody})
}

// The stories read like conversations. Each runs against the code that the
// binary runs: the bot over real HTTP and WebSocket, a SQLite file, and the
// sandbox as Slack. What people see is what is asserted.
//
//	rep /followup acme        types it in #sales, and prints what came back
//	rep says acme             writes it to the bot in a direct message
//	rep mentions acme         writes it to the bot in #sales
//	rep replies acme          writes it in the thread of the last message
//	rep opens home            looks at the Home tab, and prints it; they stay there
//	rep shortcut 'New proposal'       from the menu beside the composer
//	rep on 'Dana wrote' 'Log as touch'   on the newest message that has this in it
//	rep drops deals.csv       a file of the story into the direct message with the bot
//	rep drops deals.csv 'more words'   the same, with something written beside it
//	rep invites               the bot to where they are
//	rep posts 'Dana wrote'    a message to everybody where they are, not to the bot
//	rep presses 'Log touch'   a button of the last message, by its label
//	rep fills Outcome Sent    a field of the open form, by its label
//	rep submits               the form; the errors that came back are printed
//	rep cancels               closes the form
//	rep sees 'Follow-ups 1'   waits until the last message, or the form, has it
//	rep reads                 prints the last message; reads form: the form
//	time 3d                   moves time: 3d, 45m, or until 08:31 Europe/Berlin
//	tick                      the bot looks what is due by now, and does it
//	rep in lobby /followup acme   the same where the bot is not a member
//	bot logs TEXT [N]         waits until the bot's log has it, or has it N times
//	slack refreshes|drops|repeats|restricts U…|behaves   what Slack may do to us
//	slack renames U… NAME         somebody has another name from now on
//	slack deactivates|activates U…   somebody leaves, or is back
//	slack refuses METHOD CODE     the next call of a method, with Slack's code
//	slack fails METHOD 503 [once] all calls of a method, with a status
//	slack dawdles METHOD 1500ms   all calls of a method
//	slack sends download ADDRESS  whoever wants the next file, to another address
//	slack loses METHOD            the next call is done, and its answer is lost
//	slack shows U… LABEL VALUE    sends somebody a button that we never made
//	holiday 2026-11-26        the operator says that nobody works then, and starts the bot again
//	restart                   stops the bot and starts it again on the same file
//	restore FILE              puts a backup in the place of the database, and starts the bot again
//	database locked|free      another process holds the database
//	metrics LINE              waits until the metrics have this line
//
// The people are rep (Dana, Berlin), colleague (Otto, New York), leaver (Lea, Berlin,
// who is a rep like them until she goes), manager (Mira) and stranger (a guest). It is Thursday, 19 November 2026, 10:00 in Berlin.
func TestStories(t *testing.T) {
	tr := &trails{verbs: map[string]bool{}}
	t.Cleanup(func() { tr.check(t) })
	testscript.Run(t, testscript.Params{
		Dir:           filepath.Join("testdata", "script"),
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Setup:         func(e *testscript.Env) error { return setUpStory(t, e, tr) },
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"rep": as("U0DANA"), "colleague": as("U0OTTO"), "leaver": as("U0LEA"), "manager": as("U0MIRA"), "stranger": as("U0GUEST"),
			"time": moveTime, "tick": tick, "bot": logs, "slack": slackDoes, "restart": restart, "restore": restore, "holiday": holiday, "database": database, "metrics": metrics,
		},
	})
}

// storyStart is when every story begins.
var storyStart = time.Date(2026, time.November, 19, 9, 0, 0, 0, time.UTC)

// story is one running world: a workspace, a database file, and the bot.
type story struct {
	ws     *sandbox.Workspace
	app    *app
	stop   context.CancelFunc
	done   chan error
	holder *sql.Conn // holds the database while it is locked
	log    logbook   // at debug level
	tick   func()    // the bot's clockwork, which stands still but for this
}

type storyKey struct{}

func storyOf(ts *testscript.TestScript) *story { return ts.Value(storyKey{}).(*story) }

func setUpStory(t *testing.T, e *testscript.Env, tr *trails) error {
	s := &story{}
	// Time stands still in a story, so a rate limit would never end.
	s.ws = sandbox.New(sandbox.Options{Now: func() time.Time { return storyStart }, Commands: slashCommands, Shortcuts: shortcuts, Scopes: botScopes, Events: botEvents, NoRateLimits: true})
	if err := s.ws.Start(); err != nil {
		return err
	}
	for _, p := range []sandbox.PersonSpec{
		{ID: "U0DANA", Name: "dana", RealName: "Dana Whitlock", Email: "dana@seller.example", TZ: "Europe/Berlin"},
		{ID: "U0OTTO", Name: "otto", RealName: "Otto Lindqvist", Email: "otto@seller.example", TZ: "America/New_York"},
		{ID: "U0LEA", Name: "lea", RealName: "Lea Brandt", Email: "lea@seller.example", TZ: "Europe/Berlin"},
		{ID: "U0MIRA", Name: "mira", RealName: "Mira Okafor", Email: "mira@seller.example", TZ: "Europe/Berlin"},
		{ID: "U0GUEST", Name: "guest", RealName: "Gus Visitor", TZ: "Europe/Berlin", Restricted: true},
	} {
		s.ws.AddPerson(p)
	}
	s.ws.AddChannel(sandbox.ChannelSpec{ID: "C0SALES", Name: "sales", Members: []string{"U0DANA", "U0OTTO", "U0LEA", "U0MIRA", "U0GUEST", s.ws.BotUserID()}})
	s.ws.AddChannel(sandbox.ChannelSpec{ID: lobby, Name: "lobby", Members: []string{"U0DANA", "U0OTTO", "U0MIRA", "U0GUEST"}})
	s.app = &app{now: s.ws.Now, newID: counted()}
	if err := s.configure(filepath.Join(e.WorkDir, "story.db")); err != nil {
		return err
	}
	if err := s.reserve(); err != nil {
		return err
	}
	e.Setenv("COACH_LISTEN", string(s.app.config.HTTP))
	s.app.log = newLog(s.app.config, io.MultiWriter(t.Output(), &s.log))
	e.Setenv("DATABASE_URL", s.app.config.Database)
	e.Setenv("SLACK_API_URL", s.ws.APIURL())
	e.Setenv("SLACK_BOT_TOKEN", s.ws.BotToken())
	e.Setenv("SLACK_APP_TOKEN", s.ws.AppToken())
	e.Values[storyKey{}] = s
	e.Defer(func() {
		s.halt()
		s.checkStory(t, filepath.Base(e.WorkDir))
		s.checkTrail(t, filepath.Base(e.WorkDir), tr)
		s.ws.Close()
	})
	return s.begin()
}

func (s *story) configure(file string) error {
	c, err := loadConfig()
	if err != nil {
		return err
	}
	c.Database, c.APIURL = "sqlite:"+file, apiURL(s.ws.APIURL())
	c.BotToken, c.AppToken = secret(s.ws.BotToken()), secret(s.ws.AppToken())
	c.Managers = ids{"U0MIRA"}
	c.LogLevel.Level = slog.LevelDebug
	s.app.config = c
	return nil
}

// reserve finds an address for health and metrics, which stays the same when the bot
// is started again.
func (s *story) reserve() error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s.app.config.HTTP = httpAddr(l.Addr().String())
	s.app.listen = func(network, address string) (net.Listener, error) {
		if first := l; first != nil {
			l = nil
			return first, nil
		}
		return net.Listen(network, address)
	}
	return nil
}

// begin starts the bot and waits until Slack reaches it.
func (s *story) begin() error {
	ctx, stop := context.WithCancel(context.Background())
	book, err := coach.LoadBook("")
	if err != nil {
		stop()
		return err
	}
	s.app.metrics = newRegistry()
	store, err := db.Open(ctx, s.app.config.Database, db.Options{Now: s.ws.Now, Wait: 300 * time.Millisecond, Reg: s.app.metrics})
	if err != nil {
		stop()
		return err
	}
	o := s.app.config.coaching(book, s.ws.Now, s.app.newID, s.app.log)
	s.stop, s.done = stop, make(chan error, 1)
	s.app.clockwork = func(tick func()) func() { s.tick = tick; return func() {} }
	go func() {
		err := s.app.serve(ctx, coach.New(store, o), nil)
		s.done <- errors.Join(err, store.Close())
	}()
	return s.wait(func() bool { return s.ws.Sockets() >= 2 })
}

func (s *story) halt() error {
	if s.stop == nil {
		return nil
	}
	s.stop()
	s.stop = nil
	return <-s.done
}

// wait waits for something to become true, as long as a person would.
func (s *story) wait(is func() bool) error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	return s.ws.WaitFor(ctx, is)
}
