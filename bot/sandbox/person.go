package sandbox

import "context"

// Ref names something with elements to act on: a message (Channel and TS) or a
// view (View).
type Ref struct {
	Channel, TS string
	View        string
}

// Failure is what a person is shown when something did not work.
type Failure struct {
	Code string // Slack's code, such as operation_timeout or dispatch_failed
	Text string // the sentence on the screen
}

func (f *Failure) Error() string { return f.Text }

// Type types into the composer of a conversation and presses Enter. Text that
// starts with a slash is a command: it goes to the app, and what the app acks
// within three seconds is shown; Slackbot shows a failure to the person, and
// Type returns it as *Failure. Anything else is posted as a message. A leading
// @name or #channel anywhere in the text becomes a mention, as completion in
// Slack makes it; the rest is escaped as Slack escapes it.
func (p *Person) Type(ctx context.Context, channelID, text string) error { return nil }

// Reply types into the thread of a message. Slash commands do not run there.
func (p *Person) Reply(ctx context.Context, channelID, threadTS, text string) error { return nil }

// Click acts on an element of a message, modal or Home: presses a button,
// chooses from an overflow menu or select, sets a date, ticks boxes. Value is
// empty for a button. The app is told when Slack would tell it: always, except
// for fields in an input block without dispatch_action, whose value is only
// kept. A confirm dialog counts as confirmed.
func (p *Person) Click(ctx context.Context, on Ref, blockID, actionID string, value ...string) error {
	return nil
}

// Set fills a field without telling the app anything, as typing does before
// Enter or Submit.
func (p *Person) Set(on Ref, blockID, actionID string, value ...string) error { return nil }

// Submit presses the submit button of a modal. The given values (nil is fine)
// are laid over what is filled in already. Errors by input block id come back,
// and are kept in View.Errors, when a required field is empty or too long
// (then the app hears nothing) or when the app answered with errors.
func (p *Person) Submit(ctx context.Context, viewID string, values map[string]map[string]Value) (map[string]string, error) {
	return nil, nil
}

// CloseModal dismisses the top modal (the cross or Cancel), or, with
// clear_on_close, the whole stack; the app hears of it when the view asked for
// that.
func (p *Person) CloseModal(ctx context.Context, viewID string) error { return nil }

// OpenHome opens the app's Home tab, which sends app_home_opened.
func (p *Person) OpenHome(ctx context.Context) error { return nil }

// OpenMessages opens the app's Messages tab, which sends app_home_opened too.
func (p *Person) OpenMessages(ctx context.Context) error { return nil }

// Shortcut runs a global shortcut, or a message shortcut when on names a message.
func (p *Person) Shortcut(ctx context.Context, callbackID string, on ...Ref) error { return nil }

// Suggest asks the app for the options of an external select, as typing query
// into it does.
func (p *Person) Suggest(ctx context.Context, on Ref, blockID, actionID, query string) ([]OptionGroup, error) {
	return nil, nil
}
