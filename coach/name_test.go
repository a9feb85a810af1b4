package coach

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestNamesAreFoldedToTheirKeys(t *testing.T) {
	for _, c := range []struct{ name, strict, search string }{
		{"Acme", "acme", "acme"},
		{"  ACME,   Inc. ", "acme inc", "acme"},
		{"Acme Incorporated", "acme inc", "acme"},
		{"Acme GmbH", "acme gmbh", "acme"},
		{"ACME G.m.b.H.", "acme gmbh", "acme"},
		{"Acme G. m. b. H.", "acme gmbh", "acme"},
		{"The Acme Corporation", "the acme corp", "acme"},
		{"Acme Company, Limited", "acme co ltd", "acme"},
		{"Müller & Söhne GmbH & Co. KG", "muller and sohne gmbh and co kg", "muller and sohne"},
		{"Tiffin & Co", "tiffin and co", "tiffin"},
		{"Tiffin and Company", "tiffin and co", "tiffin"},
		{"U.S. Bank", "us bank", "us bank"},
		{"US Bank", "us bank", "us bank"},
		{"U.S bank", "us bank", "us bank"},
		{"Mærsk A/S", "maersk as", "maersk"},
		{"Łódź S.A.", "lodz sa", "lodz"},
		{"Straße Nord AG", "strasse nord ag", "strasse nord"},
		{"STRASSE NORD AG", "strasse nord ag", "strasse nord"},
		{"Société Générale", "societe generale", "societe generale"},
		{"Smørrebrød ApS", "smorrebrod aps", "smorrebrod"},
		{"O’Hara's", "oharas", "oharas"},
		{"O'Hara’s", "oharas", "oharas"},
		{"“Won Ton” Foods\u00a0LLC", "won ton foods llc", "won ton foods"},
		{"Plan B. C", "plan bc", "plan bc"},
		{"Tools B. Smith", "tools b smith", "tools b smith"},
		{"Tools/B", "tools b", "tools b"},
		{"24/7 Media", "24 7 media", "24 7 media"},
		{"AT&T", "at and t", "at and t"},
		{"ﬁne ＦＵＬＬ", "fine full", "fine full"},
		{"Ac\u00adme\u200b \u202eCo\u202c", "acme co", "acme"},
		{"İstanbul Işık", "istanbul isik", "istanbul isik"},
		{"ΑΓΓΕΛΟΣ", "αγγελοσ", "αγγελοσ"},
		{"ООО Ромашка", "ооо ромашка", "ромашка"},
		{"株式会社日立", "株式会社日立", "日立"},
		{"日立株式会社", "日立株式会社", "日立"},
		{"삼성전자 주식회사", "삼성전자 주식회사", "삼성전자 주식회사"},
		{"हिन्दी लिमिटेड", "हिन्दी लिमिटेड", "हिन्दी लिमिटेड"},
		{"שלום בע\"מ", "שלום בע מ", "שלום בע מ"},
		{"شركة النور", "شركة النور", "شركة النور"},
		// What is left is never nothing.
		{"Co", "co", "co"},
		{"The Company", "the company", "company"},
		{"The Limited", "the limited", "limited"},
		{"& Co", "and co", "and"},
		{"The", "the", "the"},
		{"株式会社", "株式会社", "株式会社"},
		{"🍎", "🍎", "🍎"},
		{"🍎 Fruit", "fruit", "fruit"},
		{"!!!", "!!!", "!!!"},
		{"", "", ""},
		{" \u00a0\u200f", "", ""},
		{"\xff\xfe", "", ""},
	} {
		if got := StrictKey(c.name); got != c.strict {
			t.Errorf("StrictKey(%q) = %q, want %q", c.name, got, c.strict)
		}
		if got := SearchKey(c.name); got != c.search {
			t.Errorf("SearchKey(%q) = %q, want %q", c.name, got, c.search)
		}
	}
}

func TestFirmsThatDifferKeepDifferentIdentities(t *testing.T) {
	for _, pair := range [][2]string{
		{"Acme Inc", "Acme GmbH"}, {"Acme", "Acme Inc"}, {"Acme", "The Acme"}, {"Acme Europe", "Acme"}, {"かき", "がき"}, {"कि", "कु"},
	} {
		if a, b := StrictKey(pair[0]), StrictKey(pair[1]); a == b {
			t.Errorf("%q and %q are both %q", pair[0], pair[1], a)
		}
	}
}

func TestWordsAreDistinctAndInOrder(t *testing.T) {
	if got, want := Words("boom boom a boom b"), []string{"boom", "a", "b"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if len(Words("")) != 0 {
		t.Error("no words in nothing")
	}
}

func TestOneSlipOfThePenIsNear(t *testing.T) {
	for _, c := range []struct {
		a, b string
		near bool
	}{
		{"contoso", "contoso", true},
		{"contoso", "contosso", true}, // one too many
		{"contoso", "contso", true},   // one left out
		{"contoso", "cintoso", true},  // another one
		{"contoso", "ocntoso", true},  // swapped
		{"contoso", "contoos", true},
		{"contoso", "cintosa", false},
		{"contoso", "fabrikam", false},
		{"acme", "acne", true},
		{"acme", "acm", true},
		{"acm", "acn", false}, // three letters are too few to forgive
		{"ab", "ba", false},
		{"müller", "miller", true},
		{"northwind", "nortwindx", true}, // long: one left out, one put in
		{"adatum", "datumx", false},      // short: no
		{"日立製作所", "日立制作所", true},
		{strings.Repeat("a", 40), strings.Repeat("a", 41), false},
	} {
		if NearWord(c.a, c.b) != c.near || NearWord(c.b, c.a) != c.near {
			t.Errorf("%s and %s near: %v and %v, want %v", c.a, c.b, NearWord(c.a, c.b), NearWord(c.b, c.a), c.near)
		}
	}
}

func anyWord(rt *rapid.T, label string) []rune {
	return rapid.SliceOfN(rapid.SampledFrom([]rune("abcdeéя")), 4, 12).Draw(rt, label)
}

func TestEverySingleSlipIsNearAndReachableByItsSlips(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		word := anyWord(rt, "word")
		slip := slices.Clone(word)
		i := rapid.IntRange(0, len(word)-2).Draw(rt, "at")
		switch rapid.IntRange(0, 3).Draw(rt, "slip") {
		case 0:
			slip = slices.Delete(slip, i, i+1)
		case 1:
			slip = slices.Insert(slip, i, 'z')
		case 2:
			slip[i] = 'z'
		case 3:
			slip[i], slip[i+1] = slip[i+1], slip[i]
		}
		a, b := string(word), string(slip)
		if !NearWord(a, b) || !NearWord(b, a) || !shareSlip(a, b) {
			rt.Fatalf("%s and %s are one slip apart", a, b)
		}
	})
}

func TestNearWordsAlwaysShareASlip(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		a, b := string(anyWord(rt, "a")), string(anyWord(rt, "b"))
		if NearWord(a, b) && !shareSlip(a, b) {
			rt.Fatalf("%s and %s cannot be looked up", a, b)
		}
	})
}

func FuzzKeys(f *testing.F) {
	for _, s := range []string{
		"Acme, Inc.", "Müller & Söhne GmbH & Co. KG", "U.S. Bank", "A/S", "株式会社日立", "🍎", "ﷺ", "ǅ", "\u0345a", "ẞ", "a\u0300\u0301", "½", "ｶﾞ", "각", "\xff", "И\u0306", "the the co", "'", "Å", "ŉ",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, key := range map[string]func(string) string{"StrictKey": StrictKey, "SearchKey": SearchKey} {
			k := key(s)
			if !utf8.ValidString(k) {
				t.Fatalf("%s(%q) is not valid UTF-8: %q", name, s, k)
			}
			if again := key(k); again != k {
				t.Fatalf("%s(%q) = %q, and of that %q", name, s, k, again)
			}
			if k == "" && hasLetter(s) {
				t.Fatalf("%s(%q) is empty", name, s)
			}
			if strings.TrimSpace(k) != k || strings.Contains(k, "  ") {
				t.Fatalf("%s(%q) = %q has stray spaces", name, s, k)
			}
			for _, w := range Words(k) {
				if n := len(Slips(w)); n > slipMax+1 {
					t.Fatalf("%d slips of %q", n, w)
				}
			}
		}
		if a, b := SearchKey(StrictKey(s)), SearchKey(s); a != b {
			t.Fatalf("%q is found by %q, its strict key by %q", s, b, a)
		}
	})
}

// hasLetter says that s has a letter or digit of its own, once what Unicode calls
// letters for compatibility only is taken apart: lone accents and voicing marks.
func hasLetter(s string) bool {
	return strings.ContainsFunc(dropApostrophes.Replace(norm.NFKD.String(strings.ToValidUTF8(s, "\ufffd"))), func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r)
	})
}

func BenchmarkSearchKey(b *testing.B) {
	for _, name := range []string{"Contoso Pharmaceuticals Inc.", "Müller & Söhne GmbH & Co. KG"} {
		b.Run(strings.Fields(name)[0], func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				SearchKey(name)
			}
		})
	}
}
