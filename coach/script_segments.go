package coach

import (
	"reflect"
	"strings"
	"text/template/parse"
)

// A card tries some thirty lines to say a handful, and a template looks each of
// its slots up by name whenever it is executed, which was half of what a card cost.
// So the names are looked up once, when a play is read: a line of words and slots,
// one behind the other, is said part by part, and so is one that asks whether something
// is known ({{if .Event}}). A line that does more ({{with}}, {{or}} …) or that we do not
// know how to read is left to its template.

// segment is one part of a line. It says [unsaid] for an empty slot.
type segment func(words) string

// segmentsOf is a line's parts; nil when only the template can say it.
func segmentsOf(t *parse.Tree) []segment {
	var segments []segment
	for _, n := range t.Root.Nodes {
		p := segmentOf(n)
		if p == nil {
			return nil
		}
		segments = append(segments, p)
	}
	return segments
}

func segmentOf(n parse.Node) segment {
	switch n := n.(type) {
	case *parse.TextNode:
		text := string(n.Text)
		return func(words) string { return text }
	case *parse.ActionNode:
		if len(n.Pipe.Decl) > 0 || len(n.Pipe.Cmds) > 1 {
			return nil
		}
		args := n.Pipe.Cmds[0].Args
		if field, ok := args[0].(*parse.FieldNode); ok {
			return slotSegment(field.Ident, args[1:])
		}
	case *parse.IfNode:
		return choice(n)
	}
	return nil
}

// choice is {{if .Event}} … {{else}} … {{end}}, where what it asks is as plain.
func choice(n *parse.IfNode) segment {
	holds := condition(n.Pipe)
	then, thenOK := listSegment(n.List)
	other, otherOK := listSegment(n.ElseList)
	if holds == nil || !thenOK || !otherOK {
		return nil
	}
	return func(w words) string {
		if holds(w) {
			return then(w)
		}
		return other(w)
	}
}

// listSegment is the parts of a list as one; of no list it says nothing.
func listSegment(list *parse.ListNode) (segment, bool) {
	var parts []segment
	if list != nil {
		for _, n := range list.Nodes {
			p := segmentOf(n)
			if p == nil {
				return nil, false
			}
			parts = append(parts, p)
		}
	}
	return func(w words) string {
		var b strings.Builder
		for _, p := range parts {
			b.WriteString(p(w))
		}
		return b.String()
	}, true
}

// condition is what {{if .Event}}, {{if .Question.Point}}, {{if .Talked}} and {{if eq
// .Objection "price"}} ask.
func condition(pipe *parse.PipeNode) func(words) bool {
	if len(pipe.Decl) > 0 || len(pipe.Cmds) > 1 {
		return nil
	}
	args := pipe.Cmds[0].Args
	if field, ok := args[0].(*parse.FieldNode); ok && len(args) == 1 {
		return truth(field.Ident)
	}
	if name, ok := args[0].(*parse.IdentifierNode); ok && name.Ident == "eq" && len(args) == 3 {
		field, isField := args[1].(*parse.FieldNode)
		texts, isText := textsOf(args[2:])
		if isField && isText && len(field.Ident) == 1 {
			if say, ok := method[words](field.Ident[0]).(func(words) string); ok {
				return func(w words) bool { return say(w) == texts[0] }
			}
		}
	}
	return nil
}

// truth is whether there is something under a name: a slot that is filled, or a yes.
func truth(names []string) func(words) bool {
	switch say := method[words](names[0]).(type) {
	case func(words) words:
		if len(names) > 1 {
			if then := truth(names[1:]); then != nil {
				return func(w words) bool { return then(say(w)) }
			}
		}
	case func(words) slot:
		if len(names) == 1 {
			return func(w words) bool { return len(say(w)) > 0 }
		}
	case func(words) bool:
		if len(names) == 1 {
			return say
		}
	}
	return nil
}

// slotSegment is {{.Hello}}, {{.Event.Mid}}, {{.Noted.Event}} or {{.OneOf "…" "…"}}.
func slotSegment(names []string, args []parse.Node) segment {
	switch say := method[words](names[0]).(type) {
	case func(words) words:
		if rest := names[1:]; len(rest) > 0 && len(args) == 0 {
			if then := slotSegment(rest, nil); then != nil {
				return func(w words) string { return then(say(w)) }
			}
		}
	case func(words) slot:
		if way := wayToSay(names[1:]); way != nil && len(args) == 0 {
			return func(w words) string { return way(say(w)) }
		}
	case func(words) string:
		if len(names) == 1 && len(args) == 0 {
			return say
		}
	case func(words, string) string:
		if texts, ok := textsOf(args); ok && len(names) == 1 && len(texts) == 1 {
			return func(w words) string { return say(w, texts[0]) }
		}
	case func(words, ...string) string:
		if texts, ok := textsOf(args); ok && len(names) == 1 {
			return func(w words) string { return say(w, texts...) }
		}
	}
	return nil
}

// wayToSay is how a slot is said: as it is, {{.Event.Mid}}, {{.Event.Headline}} or
// {{.Event.Ask.Mid}}.
func wayToSay(names []string) func(slot) string {
	if len(names) == 0 {
		return slot.String
	}
	switch way := method[slot](names[0]).(type) {
	case func(slot) string:
		if len(names) == 1 {
			return way
		}
	case func(slot) slot:
		if then := wayToSay(names[1:]); then != nil {
			return func(s slot) string { return then(way(s)) }
		}
	}
	return nil
}

// method is a method of T as a function whose first argument is the T; nil when
// there is none of that name.
func method[T any](name string) any {
	m, ok := reflect.TypeFor[T]().MethodByName(name)
	if !ok {
		return nil
	}
	return m.Func.Interface()
}

// textsOf is arguments that are all given in quotes.
func textsOf(args []parse.Node) (texts []string, ok bool) {
	for _, a := range args {
		s, ok := a.(*parse.StringNode)
		if !ok {
			return nil, false
		}
		texts = append(texts, s.Text)
	}
	return texts, true
}

// say is the words of the line. It may stop behind the first empty slot: then the
// line is not said.
func (l *line) say(w words) (string, error) {
	var b strings.Builder
	if l.segments == nil {
		err := l.tmpl.Execute(&b, w)
		return b.String(), err
	}
	for _, p := range l.segments {
		text := p(w)
		b.WriteString(text)
		if strings.Contains(text, unsaid) {
			break
		}
	}
	return b.String(), nil
}
