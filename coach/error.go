package coach

import (
	"errors"
	"fmt"
)

// Kind says what sort of trouble an [Error] is, for code that has to choose;
// the sentence beside it is for people.
type Kind string

// The kinds. Everything that is none of the first six is Internal.
const (
	NotFound  Kind = "not found" // no such deal, touch, rep …
	Invalid   Kind = "invalid"   // input that breaks a rule; nothing was changed
	Ambiguous Kind = "ambiguous" // several things fit; never guess
	Conflict  Kind = "conflict"  // the state moved on since the person looked
	Forbidden Kind = "forbidden" // not this person's deal, not a manager
	Busy      Kind = "busy"      // the store is locked, full or away: nothing was changed, try again
	Internal  Kind = "internal"  // a fault of ours
)

// Error is an error with a kind for code and a sentence for people.
// Sentence is shown in Slack as it stands, so it holds no internals; Cause
// goes to the log and holds no customer text.
type Error struct {
	Kind     Kind
	Field    string // the input that is wrong ("amount", "date" …), empty when it is not about one
	Sentence string
	Cause    error
}

// Error is for logs: kind, sentence and cause.
func (e *Error) Error() string {
	if e.Cause != nil {
		return fmt.Sprintf("%s: %s: %v", e.Kind, e.Sentence, e.Cause)
	}
	return fmt.Sprintf("%s: %s", e.Kind, e.Sentence)
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Cause }

// Errorf makes an Error of a kind whose sentence is formatted like fmt.Sprintf.
func Errorf(k Kind, format string, args ...any) *Error {
	return &Error{Kind: k, Sentence: fmt.Sprintf(format, args...)}
}

// Wrap gives err a kind and a sentence; nil stays nil.
func Wrap(k Kind, err error, sentence string) error {
	if err == nil {
		return nil
	}
	return &Error{Kind: k, Sentence: sentence, Cause: err}
}

// KindOf is the kind of err: that of the first [Error] in its chain, else
// Internal. It is empty for nil.
func KindOf(err error) Kind {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// Sentence is what a person is told about err.
func Sentence(err error) string {
	var e *Error
	if errors.As(err, &e) && e.Sentence != "" {
		return e.Sentence
	}
	return "Something went wrong on our side. Nothing was changed; please try again."
}
