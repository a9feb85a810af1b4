package blocks

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/slack-go/slack"
)

// Slack's limits, in characters (code points) unless said otherwise.
const (
	maxBlocks   = 50 // a message
	maxHeader   = 150
	maxSection  = 3000
	maxButton   = 75
	maxValue    = 2000
	maxOption   = 75
	maxOverflow = 75   // the value of an entry of a menu: Slack's pages say 75 and 150
	maxText     = 4000 // what Slack recommends for the text beside the blocks
	maxTitle    = 24   // a modal's title, submit and close
	maxMetadata = 3000 // a modal's private metadata
)

// MaxAck is the largest ack payload in bytes that survives Socket Mode's frame
// limit of 20,480 bytes, with room for the envelope around it.
const MaxAck = 19 << 10

// clip cuts at the limit and shows that it did.
func clip(s string, limit int) string {
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	return string([]rune(s)[:limit-1]) + "…"
}

// clipMarkup is clip for mrkdwn: it does not leave half an entity or half a
// link behind, which Slack would show as rubbish.
func clipMarkup(s string, limit int) string {
	if utf8.RuneCountInString(s) <= limit {
		return s
	}
	cut := string([]rune(s)[:limit-1])
	if i := strings.LastIndexAny(cut, "&;"); i >= 0 && cut[i] == '&' && len(cut)-i < len("&amp;") {
		cut = cut[:i]
	}
	if i := strings.LastIndexAny(cut, "<>"); i >= 0 && cut[i] == '<' {
		cut = cut[:i]
	}
	return cut + "…"
}

// Check says why Slack would refuse a message, or nil. Everything drawn here
// passes; it guards the drawers against what they did not foresee.
func Check(m Message) error {
	if strings.TrimSpace(m.Text) == "" {
		return fmt.Errorf("blocks: a message without a text")
	}
	if n := utf8.RuneCountInString(m.Text); n > maxText {
		return fmt.Errorf("blocks: a text of %d characters", n)
	}
	if len(m.Blocks) > maxBlocks {
		return fmt.Errorf("blocks: %d blocks in one message", len(m.Blocks))
	}
	for i, b := range m.Blocks {
		if err := checkBlock(b); err != nil {
			return fmt.Errorf("blocks: block %d: %w", i, err)
		}
	}
	return nil
}

func checkBlock(b slack.Block) error {
	switch b := b.(type) {
	case *slack.HeaderBlock:
		return checkText(b.Text, maxHeader)
	case *slack.SectionBlock:
		if b.Accessory != nil && b.Accessory.ButtonElement != nil {
			if err := checkButton(b.Accessory.ButtonElement); err != nil {
				return err
			}
		}
		return checkText(b.Text, maxSection)
	case *slack.ActionBlock:
		return checkActions(b)
	}
	return nil
}

func checkActions(b *slack.ActionBlock) error {
	if n := len(b.Elements.ElementSet); n == 0 || n > 25 {
		return fmt.Errorf("%d elements", n)
	}
	seen := map[string]bool{}
	for _, e := range b.Elements.ElementSet {
		button, ok := e.(*slack.ButtonBlockElement)
		if !ok {
			continue
		}
		if seen[button.ActionID] {
			return fmt.Errorf("two elements with the action id %s", button.ActionID)
		}
		seen[button.ActionID] = true
		if err := checkButton(button); err != nil {
			return err
		}
	}
	return nil
}

func checkButton(b *slack.ButtonBlockElement) error {
	if utf8.RuneCountInString(b.Value) > maxValue {
		return fmt.Errorf("button %s: value too long", b.ActionID)
	}
	if _, err := ParseAction(b.Value); err != nil {
		return fmt.Errorf("button %s: %w", b.ActionID, err)
	}
	return checkText(b.Text, maxButton)
}

func checkText(t *slack.TextBlockObject, limit int) error {
	switch {
	case t == nil || t.Text == "":
		return fmt.Errorf("empty text")
	case utf8.RuneCountInString(t.Text) > limit:
		return fmt.Errorf("text longer than %d characters", limit)
	}
	return nil
}

// Size is the length of a message on the wire, in bytes.
func (m Message) Size() int {
	return jsonSize(struct {
		Text   string        `json:"text"`
		Blocks []slack.Block `json:"blocks"`
	}{m.Text, m.Blocks})
}

func jsonSize(v any) int {
	b, err := json.Marshal(v)
	if err != nil {
		return 0
	}
	return len(b)
}
