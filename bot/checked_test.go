package bot

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"

	"github.com/slack-go/slack"

	"salescoach/bot/blocks"
)

func TestOfAMessageBeyondSlacksLimitsTheTextGoesAlone(t *testing.T) {
	section := func(text string) slack.Block {
		return slack.NewSectionBlock(slack.NewTextBlockObject(slack.MarkdownType, text, false, false), nil, nil)
	}
	many := make([]slack.Block, 51)
	for i := range many {
		many[i] = slack.NewDividerBlock()
	}
	for name, bs := range map[string][]slack.Block{
		"too many blocks": many, "a long section": {section(strings.Repeat("x", 3001))}, "an empty section": {section("")},
	} {
		var log bytes.Buffer
		m := checked(Message{Text: "Acme: logged.", Blocks: bs, Replace: true}, slog.New(slog.NewTextHandler(&log, nil)))
		if m.Blocks != nil || m.Text != "Acme: logged." || !m.Replace {
			t.Errorf("%s: %+v", name, m)
		}
		if !strings.Contains(log.String(), "beyond Slack's limits") || strings.Contains(log.String(), "Acme") {
			t.Errorf("%s: the log says %q", name, log.String())
		}
	}
	fine := say(blocks.Help(""))
	if m := checked(fine, slog.New(slog.DiscardHandler)); len(m.Blocks) != len(fine.Blocks) {
		t.Errorf("a fine message lost its blocks: %+v", m)
	}
}
