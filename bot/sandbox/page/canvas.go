package page

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"html/template"
	"net/url"

	"salescoach/bot/sandbox"
)

// A canvas is one surface with blocks on it: a message, a modal or a Home tab.
// It knows where clicks go and what the person filled in so far.
type canvas struct {
	reader
	prefix   string                              // unique on the page; keeps element ids apart
	act      string                              // address that clicks are posted to
	suggest  string                              // and where a search asks for choices
	on       sandbox.Ref                         // the surface that is clicked
	people   []sandbox.Option                    // choices of user selects
	channels []sandbox.Option                    // choices of conversation selects
	filled   map[string]map[string]sandbox.Value // what overrides the initial values: block id → action id
	errors   map[string]string                   // block id → what is wrong with it
	file     func(sandbox.Picture) string        // the address of a picture; nil: as it was sent
}

// blocks draws a list of blocks. The order is kept and nothing is dropped: what
// the page cannot draw says so.
func (c canvas) blocks(list []sandbox.Block) (template.HTML, error) {
	var out bytes.Buffer
	for _, b := range list {
		name, data := c.model(&b)
		if err := templates.ExecuteTemplate(&out, "block-"+name, data); err != nil {
			return "", fmt.Errorf("draw %s block %s: %w", b.Type, b.BlockID, err)
		}
	}
	return template.HTML(out.String()), nil // #nosec G203 -- made by templates, which escape
}

// model picks the template for a block and what it shows.
func (c canvas) model(b *sandbox.Block) (string, any) {
	switch b.Type {
	case "section":
		return "section", c.section(b)
	case "header":
		return "header", header{c.words(textOf(b.Text).Text), min(max(b.Level, 1), 4)}
	case "divider":
		return "divider", nil
	case "context":
		return "context", c.context(b)
	case "actions", "context_actions":
		return "actions", c.controls(b)
	case "input":
		return "input", c.input(b)
	case "image":
		return "image", c.image(b)
	case "rich_text":
		return "prose", c.richText(b.Elements)
	case "markdown":
		return "prose", c.markdown(textOf(b.Text).Text)
	case "table":
		return "table", c.table(b.Rows)
	case "data_visualization":
		return "chart", c.chart(b)
	}
	return "unsupported", b.Type
}

type header struct {
	Text  string
	Level int
}

type section struct {
	Text      template.HTML
	Fields    []template.HTML
	Accessory *control
	Picture   *picture
}

func (c canvas) section(b *sandbox.Block) section {
	s := section{Text: c.html(textOf(b.Text))}
	for _, f := range b.Fields {
		s.Fields = append(s.Fields, c.html(f))
	}
	switch {
	case b.Accessory == nil:
	case b.Accessory.Type == "image":
		s.Picture = c.picture(b.Accessory.Picture)
	default:
		ctl := c.control(b, b.Accessory, true)
		s.Accessory = &ctl
	}
	return s
}

type contextItem struct {
	Text    template.HTML
	Picture *picture
}

func (c canvas) context(b *sandbox.Block) []contextItem {
	items := make([]contextItem, len(b.Elements))
	for i, e := range b.Elements {
		if e.Type == "image" {
			items[i].Picture = c.picture(e.Picture)
			continue
		}
		t := textOf(e.Text)
		t.Type = e.Type // a context element is itself the text object
		items[i].Text = c.html(t)
	}
	return items
}

func (c canvas) controls(b *sandbox.Block) []control {
	list := make([]control, len(b.Elements))
	for i := range b.Elements {
		list[i] = c.control(b, &b.Elements[i], true)
	}
	return list
}

// A field is an input block: label, control, hint and error, tied together by ids.
type field struct {
	Control  control
	Label    string
	Optional bool
	Group    bool // several inputs under one label: a fieldset
}

func (c canvas) input(b *sandbox.Block) field {
	e := b.Element
	if e == nil {
		e = &sandbox.Element{Type: "nothing"}
	}
	ctl := c.control(b, e, b.DispatchAction)
	ctl.Required = !b.Optional
	ctl.Error = c.errors[b.BlockID]
	if b.Hint != nil {
		ctl.Hint = c.plain(b.Hint.Text)
	}
	group := ctl.Kind == "radio" || ctl.Kind == "checkboxes" || ctl.Kind == "multi"
	return field{ctl, c.words(textOf(b.Label).Text), b.Optional, group}
}

// A picture is shown only from https or, where it is a file of the app's, from the
// workspace itself, as the page's policy has it.
type picture struct {
	URL   template.URL
	Alt   string
	Title string
}

func (c canvas) picture(from sandbox.Picture) *picture {
	p := &picture{Alt: c.words(from.AltText)}
	if c.file != nil && from.ImageURL == "" {
		p.URL = template.URL(c.file(from)) // #nosec G203 -- an address of this page's
		return p
	}
	if u, err := url.Parse(from.ImageURL); err == nil && u.Scheme == "https" && u.Host != "" {
		p.URL = template.URL(u.String()) // #nosec G203 -- https, see above
	}
	return p
}

func (c canvas) image(b *sandbox.Block) *picture {
	p := c.picture(b.Picture)
	if b.Title != nil {
		p.Title = c.words(b.Title.Text)
	}
	return p
}

// html renders a composition object by its type.
func (c canvas) html(t sandbox.Text) template.HTML {
	if t.Type == "mrkdwn" {
		return c.mrkdwn(t.Text)
	}
	return c.plain(t.Text)
}

func textOf(t *sandbox.Text) sandbox.Text {
	if t == nil {
		return sandbox.Text{}
	}
	return *t
}

// fieldName names a form field. Both ids are foreign, so they are escaped
// before the slash joins them.
func fieldName(blockID, actionID string) string {
	return url.QueryEscape(blockID) + "/" + url.QueryEscape(actionID)
}

// domID is an id attribute that stays the same from one drawing to the next,
// so that focus and half-typed text survive a live update.
func (c canvas) domID(blockID, actionID string) string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(fieldName(blockID, actionID)))
	return fmt.Sprintf("%s-%x", c.prefix, h.Sum64())
}
