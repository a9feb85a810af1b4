package page

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
)

var someSamples = []Sample{
	{"card", "Cards", []byte(`{"text":"Acme: 2 of 4","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"*Acme* of <@U0DANA> is due"}},{"type":"actions","elements":[{"type":"button","action_id":"log","text":{"type":"plain_text","text":"Log touch"}}]}]}`)},
	{"form_log", "Forms", []byte(`{"type":"modal","title":{"type":"plain_text","text":"Log a touch"},"submit":{"type":"plain_text","text":"Save"},"blocks":[{"type":"input","block_id":"note","label":{"type":"plain_text","text":"Note"},"element":{"type":"plain_text_input","action_id":"note"}}]}`)},
	{"card_won", "Cards", []byte(`{"text":"Won","blocks":[{"type":"section","text":{"type":"mrkdwn","text":"Well done"}}]}`)},
	{"home", "Home", []byte(`{"type":"home","blocks":[{"type":"header","text":{"type":"plain_text","text":"Due today"}}]}`)},
	{"broken", "Home", []byte(`{"text":`)},
}

// showroom is a page with some samples.
func showroom(t *testing.T) func(method, target string) *httptest.ResponseRecorder {
	t.Helper()
	h := New(newOffice(t, Options{}).ws, Options{Gallery: someSamples})
	return func(method, target string) *httptest.ResponseRecorder { return ask(h, method, target) }
}

func TestTheGalleryShowsEachSampleAsTheRealOneIsDrawn(t *testing.T) {
	o := showroom(t)
	mustSay(t, o("GET", "/?as=U0ANA&tab=gallery"), 200, "Everything the app can say", ">Cards<", "card won", "form log", "<small>modal</small>")
	mustSay(t, o("GET", "/?as=U0ANA&tab=gallery&m=card"), 200, "Acme: 2 of 4", "<strong>Acme</strong>", "@Dana", "Log touch", `id="gallery-next"`)
	mustSay(t, o("GET", "/?as=U0ANA&tab=gallery&m=form_log&dark=1&phone=1"), 200, "Log a touch", ">Save<", "Note", `class="stage dark narrow"`)
	mustSay(t, o("GET", "/?as=U0ANA&tab=gallery&m=home"), 200, `class="home"`, "Due today")
	mustSay(t, o("GET", "/?as=U0ANA&tab=gallery&m=broken"), 200, "This cannot be read")
	mustSay(t, o("GET", "/?as=U0ANA&tab=gallery&g=Cards"), 200, "Acme: 2 of 4", "Well done")
	mustSay(t, o("GET", "/?as=U0ANA&tab=gallery&m=nothing"), 200, "Everything the app can say")
}

func TestGroupsOfTheGalleryStayTogether(t *testing.T) {
	var order []string
	for _, s := range readSamples(someSamples) {
		order = append(order, s.Name)
	}
	if got := fmt.Sprint(order); got != "[card card_won form_log home broken]" {
		t.Errorf("the order is %s", got)
	}
}

func TestTheGalleryIsSearchedByWhatItSays(t *testing.T) {
	o := showroom(t)
	w := o("GET", "/part/gallery?as=U0ANA&tab=gallery&q=WELL+done")
	mustSay(t, w, 200, "card won", "q=WELL")
	if strings.Contains(w.Body.String(), "form log") {
		t.Error("the search lets everything through")
	}
	mustSay(t, o("GET", "/part/gallery?as=U0ANA&tab=gallery&q=zzz"), 200, "Nothing says that.")
}

func TestAButtonInTheGalleryDoesNothingAndSaysSo(t *testing.T) {
	o := showroom(t)
	mustSay(t, o("GET", "/?as=U0ANA&tab=gallery&m=card"), 200, `hx-post="/sample?as=U0ANA&amp;tab=gallery"`)
	mustSay(t, o("POST", "/sample?as=U0ANA&tab=gallery"), 422, "This is a sample.")
}

func TestWithoutSamplesThereIsNoGallery(t *testing.T) {
	w := newOffice(t, Options{}).page(t, "GET", "/?as=U0ANA&tab=gallery")
	mustSay(t, w, 200, "Message Sales Coach")
	if strings.Contains(w.Body.String(), "Gallery") {
		t.Error("there is a way to a gallery of nothing")
	}
}
