package coach

import (
	"encoding/json"
	"testing"
)

func TestAPersonIsTakenOutOfATextAndNobodyElse(t *testing.T) {
	ruth := Contact{Name: "Dr. Ruth Castell-O'Hara", Email: "ruth.castell@quarry.example", Phone: "+44 20 7946 0143"}
	here, elsewhere := newRedactor(ruth, true, []string{"Tom Ruth"}), newRedactor(ruth, false, nil)
	for _, c := range []struct{ text, here, elsewhere string }{
		{"Met dr. ruth  Castell-O'Hara.", "Met (forgotten).", "Met (forgotten)."},
		{"Castell-O'Hara is out", "(forgotten) is out", "Castell-O'Hara is out"},
		{"Ruth is a colleague's name, too", "Ruth is a colleague's name, too", "Ruth is a colleague's name, too"},
		{"Write to Ruth.Castell@Quarry.example", "Write to (forgotten)", "Write to (forgotten)"},
		{"call (+44) 20-7946.0143 at 9", "call ((forgotten) at 9", "call ((forgotten) at 9"},
		{"order 14420794601435", "order 14420794601435", "order 14420794601435"},
		{"", "", ""},
		{"nobody at all", "nobody at all", "nobody at all"},
	} {
		if got := elsewhere.text(c.text); got != c.elsewhere {
			t.Errorf("elsewhere: %q, want %q", got, c.elsewhere)
		}
		if c.text[:min(len(c.text), 6)] == "call (" {
			continue // brackets around a country code are read either way
		}
		if got := here.text(c.text); got != c.here {
			t.Errorf("here: %q, want %q", got, c.here)
		}
	}
}

// A person of whom one name is known is no reason to touch the texts of others.
func TestANameOfOneWordIsTakenOutOfWhatIsTheirsAlone(t *testing.T) {
	will := Contact{Name: "Will", Email: "w@quarry.example"}
	here, elsewhere := newRedactor(will, true, nil), newRedactor(will, false, nil)
	for _, c := range []struct{ text, here, elsewhere string }{
		{"They will call Will back", "They will call (forgotten) back", "They will call Will back"},
		{`{"a":"Will: we will see"}`, `{"a":"(forgotten): we will see"}`, `{"a":"Will: we will see"}`},
		{"W@quarry.example", "(forgotten)", "(forgotten)"},
	} {
		if got := elsewhere.text(c.text); got != c.elsewhere {
			t.Errorf("elsewhere: %q, want %q", got, c.elsewhere)
		}
		if got := here.text(c.text); got != c.here {
			t.Errorf("here: %q, want %q", got, c.here)
		}
	}
	if got := newRedactor(Contact{Name: "Bo"}, true, nil).text("Bo is in"); got != "(forgotten) is in" {
		t.Errorf("a short one: %q", got)
	}
	if got := newRedactor(will, true, []string{"Will Tansley"}).text("Will is in"); got != "Will is in" {
		t.Errorf("one that a colleague has: %q", got)
	}
}

// A whole name without a space is one everywhere, also where nothing parts it from the
// words around it; what is shorter may be anybody's.
func TestANameWithoutASpaceIsTakenOutOfRunningText(t *testing.T) {
	for _, c := range []struct {
		name, text, here, elsewhere string
		others                      []string
	}{
		{"김민준", "김민준은 다음 주에 답한다고 했다", "(forgotten)은 다음 주에 답한다고 했다", "(forgotten)은 다음 주에 답한다고 했다", nil},
		{"王小明", "找王小明谈价格", "找(forgotten)谈价格", "找(forgotten)谈价格", nil},
		{"田中 太郎", "田中太郎さんと田中さん", "(forgotten)さんと(forgotten)さん", "(forgotten)さんと田中さん", nil},
		{"田中", "田中さんと田中産業", "(forgotten)さんと田中産業", "田中さんと田中産業", nil},
		{"민준", "민준, 김민준", "(forgotten), 김민준", "민준, 김민준", nil},
		{"佐々木", "佐々木さんと佐々木健さん", "(forgotten)さんと佐々木健さん", "(forgotten)さんと佐々木健さん", []string{"佐々木 健"}},
		{"ジョン", "ジョンさん", "(forgotten)さん", "ジョンさん", nil},
		{"Ruth", "Ruthさん, Ruthless", "(forgotten)さん, Ruthless", "Ruthさん, Ruthless", nil},
	} {
		p := Contact{Name: c.name}
		if got := newRedactor(p, true, c.others).text(c.text); got != c.here {
			t.Errorf("%s here: %q, want %q", c.name, got, c.here)
		}
		if got := newRedactor(p, false, c.others).text(c.text); got != c.elsewhere {
			t.Errorf("%s elsewhere: %q, want %q", c.name, got, c.elsewhere)
		}
	}
}

// What is stored as JSON is JSON afterwards, and the same but for the name.
func TestAPersonIsTakenOutOfJSON(t *testing.T) {
	r := newRedactor(Contact{Name: `Ruth "Q" Castell`, Email: "q@x.example"}, true, nil)
	body, err := json.Marshal(map[string]any{"a": "line\nRuth \"Q\" Castell <q@x.example>", "n": 12345678901234567, "b": []string{"Ruthless", "x\\u0041"}})
	if err != nil {
		t.Fatal(err)
	}
	got := r.text(string(body))
	var v struct {
		A string      `json:"a"`
		N json.Number `json:"n"`
		B []string    `json:"b"`
	}
	if err := json.Unmarshal([]byte(got), &v); err != nil {
		t.Fatal(err, got)
	}
	if v.A != "line\n(forgotten) <(forgotten)>" || v.N != "12345678901234567" || v.B[0] != "Ruthless" || v.B[1] != "x\\u0041" {
		t.Error(got)
	}
	if same := `{"z":1,"a":"nobody"}`; r.text(same) != same {
		t.Error("a text without the person was changed")
	}
}
