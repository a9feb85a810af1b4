package sandbox

import "context"

// Last is the newest message that p sees in a conversation, in a thread or not.
func (p *Person) Last(channelID string) (Message, bool) { return Message{}, false }

// Press presses the button, or chooses the overflow entry or option, that is
// labelled so, in the newest message of the conversation that has it.
func (p *Person) Press(ctx context.Context, channelID, label string) error { return nil }

// PressHome is Press on the Home tab.
func (p *Person) PressHome(ctx context.Context, label string) error { return nil }

// PressModal is Press in the top modal.
func (p *Person) PressModal(ctx context.Context, label string) error { return nil }

// Fill fills the field with this label (or placeholder) in the top modal, with
// an option's text or value, free text, or several of them. The empty text
// clears it. Fields that dispatch their action tell the app, as in Click.
func (p *Person) Fill(ctx context.Context, label string, value ...string) error { return nil }

// SubmitModal presses the submit button of the top modal, as Submit does.
func (p *Person) SubmitModal(ctx context.Context) (map[string]string, error) { return nil, nil }
