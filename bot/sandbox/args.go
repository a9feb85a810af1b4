package sandbox

import (
	"bytes"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"strconv"
)

// maxBody bounds a request body; Slack's own limits are far below.
const maxBody = 4 << 20

// args are a call's arguments, from the query, a form or JSON. A form's values
// are strings, JSON's whatever they are; the accessors hide the difference.
type args map[string]arg

type arg struct {
	text   string
	native json.RawMessage // set for JSON
}

func readArgs(r *http.Request) (args, *refusal) {
	r.Body = http.MaxBytesReader(nil, r.Body, maxBody)
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if kind == "application/json" {
		return jsonArgs(r)
	}
	var err error
	if kind == "multipart/form-data" {
		err = r.ParseMultipartForm(maxBody) // #nosec G120 -- the body is bounded above
	} else {
		err = r.ParseForm()
	}
	if err != nil {
		return nil, refuse("invalid_form_data")
	}
	out := args{}
	for k, v := range r.Form {
		out[k] = arg{text: v[0]}
	}
	return out, nil
}

// jsonArgs takes an empty body too: slack-go sends one to apps.connections.open.
func jsonArgs(r *http.Request) (args, *refusal) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, refuse("request_timeout")
	}
	out, bad := argsOf(body)
	if bad != nil {
		return nil, bad
	}
	for k, v := range r.URL.Query() {
		if !out.has(k) {
			out[k] = arg{text: v[0]}
		}
	}
	return out, nil
}

// argsOf reads a JSON object, or nothing, into args; null counts as absent.
func argsOf(body []byte) (args, *refusal) {
	out := args{}
	if len(bytes.TrimSpace(body)) == 0 {
		return out, nil
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(body, &fields); err != nil {
		if json.Valid(body) {
			return nil, refuse("json_not_object")
		}
		return nil, refuse("invalid_json")
	}
	for k, v := range fields {
		if string(v) == "null" {
			continue
		}
		a := arg{native: v, text: string(v)}
		if v[0] == '"' {
			_ = json.Unmarshal(v, &a.text)
		}
		out[k] = a
	}
	return out, nil
}

func (a args) str(name string) string { return a[name].text }
func (a args) has(name string) bool   { _, ok := a[name]; return ok }
func (a args) flag(name string) bool  { s := a.str(name); return s == "true" || s == "1" }

// raw is an argument that is JSON itself, such as blocks or view: native in a
// JSON body, written as a string in a form (and, by some clients, in JSON too).
func (a args) raw(name string) json.RawMessage {
	x := a[name]
	if x.native != nil && x.native[0] != '"' {
		return x.native
	}
	if x.text == "" {
		return nil
	}
	return json.RawMessage(x.text)
}

// whole is an integer argument; missing or malformed is def.
func (a args) whole(name string, def int) int {
	n, err := strconv.Atoi(a.str(name))
	if err != nil {
		return def
	}
	return n
}
