package blocks_test

import (
	"testing"

	"salescoach/bot/blocks"
)

func TestTheHelpOfDeadLeads(t *testing.T) {
	golden(t, "deadleads_help", blocks.DeadLeadsHelp(""))
	golden(t, "deadleads_help_for_the_unknown", blocks.DeadLeadsHelp("frobnicate <!channel>"))
}
