package bot

import (
	"testing"

	"salescoach/coach"
)

func TestWhomToAskIsReadInAnyOrder(t *testing.T) {
	for text, want := range map[string]struct {
		asked coach.Asked
		name  string
	}{
		"":                    {},
		"<@U0DANA>":           {coach.Asked{RepID: "U0DANA"}, ""},
		"<@U0DANA|dana> 60d":  {coach.Asked{RepID: "U0DANA", Days: 60}, ""},
		"60D <@W0DANA>":       {coach.Asked{RepID: "W0DANA", Days: 60}, ""},
		"60days":              {coach.Asked{Days: 60}, ""},
		"dana":                {coach.Asked{}, "dana"},
		"60d Dana  Whitlock":  {coach.Asked{Days: 60}, "Dana Whitlock"},
		"dana 60d whitlock":   {coach.Asked{Days: 60}, "dana whitlock"},
		"60":                  {coach.Asked{}, "60"},
		"<@U0DANA> <@U0OTTO>": {coach.Asked{RepID: "U0DANA"}, "<@U0OTTO>"},
		"<@U0DANA> is lovely": {coach.Asked{RepID: "U0DANA"}, "is lovely"},
		"0d 5d":               {coach.Asked{Days: 5}, "0d"},
		"5d 6d":               {coach.Asked{Days: 5}, "6d"},
		"99999d":              {coach.Asked{}, "99999d"},
	} {
		if got, name := parseAsked(text); got != want.asked || name != want.name {
			t.Errorf("%q is read as %+v and %q", text, got, name)
		}
	}
}
