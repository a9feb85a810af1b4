package bot

import (
	"log/slog"

	"salescoach/bot/blocks"
)

// checked is m as Slack takes it: a message beyond Slack's limits would be refused
// whole, so its text, which says the same in a sentence or two, goes alone. The
// drawers see to it that this does not happen; the log tells when it did.
func checked(m Message, log *slog.Logger) Message {
	if m.Delete || len(m.Blocks) == 0 {
		return m
	}
	if err := blocks.Check(blocks.Message{Text: m.Text, Blocks: m.Blocks}); err != nil {
		log.Error("a message is beyond Slack's limits: its text goes alone", "err", err)
		m.Blocks = nil
	}
	return m
}
