package bot

import (
	"testing"

	"salescoach/coach"
)

func TestWhomToAskIsReadInAnyOrder(t *testing.T) {
	for text, want := range map[string]coach.Asked{
		"":                       {},
		"<@U0DANA>":              {RepID: "U0DANA"},
		"<@U0DANA|dana> 60d":     {RepID: "U0DANA", Days: 60},
		"60D <@W0DANA>":          {RepID: "W0DANA", Days: 60},
		"60days":                 {Days: 60},
		"acme":                   {RepID: "no"},
		"60":                     {RepID: "no"},
		"<@U0DANA> <@U0OTTO>":    {RepID: "no"},
		"0d 5d":                  {RepID: "no"},
		"99999d":                 {RepID: "no"},
		"<@U0DANA> is so lovely": {RepID: "no"},
	} {
		got, ok := parseAsked(text)
		if !ok {
			got.RepID = "no"
		}
		if got != want {
			t.Errorf("%q is read as %+v", text, got)
		}
	}
}
