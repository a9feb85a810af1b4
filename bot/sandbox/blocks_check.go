package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"unicode/utf8"
)

// fault is one broken Block Kit rule and the JSON pointer of where it broke.
type fault struct {
	pointer, message string
}

func (f fault) String() string { return f.message + " [json-pointer:" + f.pointer + "]" }

// onSurface is where blocks are shown; some blocks fit only some surfaces.
type onSurface uint8

const (
	onMessage onSurface = 1 << iota
	onModal
	onHome
	anywhere = onMessage | onModal | onHome
	onView   = onModal | onHome
)

// checker walks decoded JSON along the rules and collects what is broken.
type checker struct {
	on       onSurface
	agent    bool                 // Options.AgentBlocks
	refused  []string             // types that this Slack does not take
	picture  func(id string) bool // says whether a file can be shown; nil: not asked
	faults   []fault
	blockIDs map[string]bool
	inputs   int // input blocks seen
	tables   int
	charts   int
	markdown int // code points in markdown blocks, over the whole payload
	focused  int // elements with focus_on_load
}

// rule checks one value found at a pointer.
type rule func(c *checker, at string, v any)

// shape is the rule for an object: its possible properties, those required, and
// what cannot be said property by property.
type shape struct {
	props    map[string]rule
	required []string
	on       onSurface // zero: anywhere
	agent    bool      // only with Options.AgentBlocks
	also     func(c *checker, at string, o map[string]any)
}

func (c *checker) fail(at, format string, args ...any) {
	c.faults = append(c.faults, fault{at, fmt.Sprintf(format, args...)})
}

// check applies the shape. Properties that Slack does not know are refused,
// as Slack does; null counts as absent; "type" is the caller's business.
func (s shape) check(c *checker, at string, v any) {
	o, ok := v.(map[string]any)
	if !ok {
		c.fail(at, "must be a valid object")
		return
	}
	for _, name := range s.required {
		if o[name] == nil {
			c.fail(at, "missing required field: %s", name)
		}
	}
	for _, name := range sortedKeys(o) {
		r, known := s.props[name]
		switch {
		case name == "type" || o[name] == nil:
		case !known:
			c.fail(at, "invalid additional property: %s", name)
		default:
			r(c, at+"/"+name, o[name])
		}
	}
	if s.also != nil {
		s.also(c, at, o)
	}
}

func sortedKeys(o map[string]any) []string {
	keys := make([]string, 0, len(o))
	for k := range o {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// typed chooses the shape by the object's "type".
func typed(shapes map[string]shape, kinds ...string) rule {
	return func(c *checker, at string, v any) {
		o, ok := v.(map[string]any)
		if !ok {
			c.fail(at, "must be a valid object")
			return
		}
		kind, _ := o["type"].(string)
		if kind == "" {
			c.fail(at, "missing required field: type")
			return
		}
		s, ok := shapes[kind]
		if !ok || len(kinds) > 0 && !slices.Contains(kinds, kind) || s.agent && !c.agent || slices.Contains(c.refused, kind) {
			c.fail(at+"/type", "unsupported type: %s", kind)
			return
		}
		if s.on != 0 && s.on&c.on == 0 {
			c.fail(at+"/type", "unsupported type: %s is not available on this surface", kind)
			return
		}
		s.check(c, at, v)
	}
}

// str is a string of lo to hi code points; hi 0 means no limit.
func str(lo, hi int) rule {
	return func(c *checker, at string, v any) {
		s, ok := v.(string)
		if !ok {
			c.fail(at, "must be a string")
			return
		}
		c.length(at, s, lo, hi)
	}
}

func (c *checker) length(at, s string, lo, hi int) {
	n := utf8.RuneCountInString(s)
	if n < lo {
		c.fail(at, "must be more than %d characters", lo-1)
	}
	if hi > 0 && n > hi {
		c.fail(at, "must be less than %d characters", hi+1)
	}
}

// text is a text object with one of the given types.
func text(hi int, kinds ...string) rule {
	return func(c *checker, at string, v any) {
		o, ok := v.(map[string]any)
		if !ok {
			c.fail(at, "must be a valid object")
			return
		}
		kind, _ := o["type"].(string)
		if !slices.Contains(kinds, kind) {
			c.fail(at+"/type", "unsupported type: %s", kind)
			return
		}
		props := map[string]rule{"text": str(1, hi), "emoji": boolean}
		if kind == "mrkdwn" {
			props = map[string]rule{"text": str(1, hi), "verbatim": boolean}
		}
		shape{props: props, required: []string{"text"}}.check(c, at, v)
	}
}

func plain(hi int) rule { return text(hi, "plain_text") }
func any2(hi int) rule  { return text(hi, "plain_text", "mrkdwn") }

func boolean(c *checker, at string, v any) {
	if _, ok := v.(bool); !ok {
		c.fail(at, "must be a boolean")
	}
}

// whole is an integer between lo and hi.
func whole(lo, hi int64) rule {
	return func(c *checker, at string, v any) {
		n, ok := v.(json.Number)
		if !ok {
			c.fail(at, "must be an integer")
			return
		}
		i, err := n.Int64()
		switch {
		case err != nil:
			c.fail(at, "must be an integer")
		case i < lo:
			c.fail(at, "must be greater than or equal to %d", lo)
		case i > hi:
			c.fail(at, "must be less than or equal to %d", hi)
		}
	}
}

func number(c *checker, at string, v any) {
	if _, ok := v.(json.Number); !ok {
		c.fail(at, "must be a number")
	}
}

func enum(allowed ...string) rule {
	return func(c *checker, at string, v any) {
		if s, ok := v.(string); !ok || !slices.Contains(allowed, s) {
			c.fail(at, "must be a valid enum value")
		}
	}
}

// list is an array of lo to hi items, each under the rule.
func list(lo, hi int, item rule) rule {
	return func(c *checker, at string, v any) {
		items, ok := v.([]any)
		if !ok {
			c.fail(at, "must be an array")
			return
		}
		if len(items) < lo {
			c.fail(at, "no less than %d items required", lo)
		}
		if len(items) > hi {
			c.fail(at, "no more than %d items allowed", hi)
			return
		}
		for i, x := range items {
			item(c, at+"/"+strconv.Itoa(i), x)
		}
	}
}

func object(required []string, props map[string]rule) rule {
	return shape{props: props, required: required}.check
}

func anything(*checker, string, any) {}

// need demands exactly one of the named properties.
func exactlyOne(names ...string) func(*checker, string, map[string]any) {
	return func(c *checker, at string, o map[string]any) {
		n := 0
		for _, name := range names {
			if o[name] != nil {
				n++
			}
		}
		if n != 1 {
			c.fail(at, "must define exactly one of: %v", names)
		}
	}
}

// decodeJSON reads one JSON value, numbers kept as written.
func decodeJSON(raw []byte) (any, error) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, err
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("something follows the value")
	}
	return v, nil
}
