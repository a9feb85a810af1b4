package coach

import (
	"encoding/json"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// unaudited are the fields of nouns that say nothing about a change: who and when,
// which the entry says itself, and what is counted or kept for our own use.
var unaudited = map[reflect.Type]string{
	reflect.TypeFor[Deal]():        "ID Account Tally CreatedAt UpdatedAt Version",
	reflect.TypeFor[Account]():     "ID CreatedAt",
	reflect.TypeFor[Contact]():     "ID CreatedAt",
	reflect.TypeFor[Touch]():       "ID LoggedBy LoggedAt",
	reflect.TypeFor[Fact]():        "ID AddedBy AddedAt",
	reflect.TypeFor[LibraryItem](): "ID AddedBy AddedAt",
	reflect.TypeFor[Task]():        "ID AddedAt",
	reflect.TypeFor[Room]():        "ID CheeredOn GreetedAt SetBy SetAt",
	reflect.TypeFor[Poll]():        "ID Version",
	reflect.TypeFor[Vote]():        "PollID RepID At Touches",
	reflect.TypeFor[Idea]():        "ID At",
	reflect.TypeFor[Rep]():         "ID UpdatedAt",
	reflect.TypeFor[setting]():     "",
}

// auditedField is one field of a noun under the name that it has in the log.
type auditedField struct {
	name  string // snoozed_until
	index []int
}

// auditedFields are those of every noun. A noun that is missing leaves its rows
// empty, which a test sees.
var auditedFields = func() map[reflect.Type][]auditedField {
	all := map[reflect.Type][]auditedField{}
	for t, without := range unaudited {
		skip := strings.Fields(without)
		for _, f := range reflect.VisibleFields(t) {
			if !f.Anonymous && !slices.Contains(skip, f.Name) {
				all[t] = append(all[t], auditedField{snake(f.Name), f.Index})
			}
		}
	}
	return all
}()

// snake is a Go name as the log has it: SnoozedUntil, RepID → snoozed_until, rep_id.
func snake(name string) string {
	var b strings.Builder
	for i, r := range name {
		if unicode.IsUpper(r) && i > 0 && (unicode.IsLower(rune(name[i-1])) || i+1 < len(name) && unicode.IsLower(rune(name[i+1]))) {
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// compared are the fields of a row before and after a change that differ; of one that
// was added or removed those that say something, without the id of what it is about.
func compared(about string, before, after any) (b, a map[string]string) {
	switch {
	case before == nil:
		return nil, setFields(after, about)
	case after == nil:
		return setFields(before, about), nil
	}
	was, is := reflect.ValueOf(before), reflect.ValueOf(after)
	for _, f := range auditedFields[is.Type()] {
		old, now := was.FieldByIndex(f.index), is.FieldByIndex(f.index)
		if old.Equal(now) {
			continue // and most are: nothing was made to find out
		}
		x, y := fieldText(old), fieldText(now)
		if x == y {
			continue
		}
		if b == nil {
			b, a = map[string]string{}, map[string]string{}
		}
		b[f.name], a[f.name] = x, y
	}
	return b, a
}

// setFields are the fields of a row that are set.
func setFields(row any, about string) map[string]string {
	v := reflect.ValueOf(row)
	all := map[string]string{}
	for _, f := range auditedFields[v.Type()] {
		if text := fieldText(v.FieldByIndex(f.index)); text != "" && text != about {
			all[f.name] = text
		}
	}
	return all
}

// fieldText is a field's value as people read it; "" when it is not set.
func fieldText(v reflect.Value) string {
	switch v.Kind() {
	case reflect.String:
		return v.String()
	case reflect.Bool:
		if v.Bool() {
			return "yes"
		}
		return ""
	case reflect.Int, reflect.Int64:
		if v.Int() == 0 {
			return ""
		}
		return strconv.FormatInt(v.Int(), 10)
	}
	switch x := v.Interface().(type) {
	case Date:
		return x.String()
	case time.Time:
		return exportInstant(x)
	case Money:
		return x.String()
	case Asked:
		text, _ := json.Marshal(x) // strings and a number: it never fails
		return strings.Trim(string(text), "{}")
	}
	return ""
}
