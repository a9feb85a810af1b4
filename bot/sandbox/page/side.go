package page

import (
	"hash/fnv"
	"strings"
	"time"
	"unicode"

	"salescoach/bot/sandbox"
)

// A face is a drawn avatar: initials on one of twelve colours, the same every time.
type face struct {
	Initials string
	Hue      uint32
	App      bool
}

const hues = 12 // as many as blocks.css has

func faceOf(p sandbox.Profile) face {
	h := fnv.New32a()
	_, _ = h.Write([]byte(p.ID))
	return face{initials(p.DisplayName()), h.Sum32() % hues, p.Bot}
}

// initials are the first letters of the first and the last word of a name.
func initials(name string) string {
	words := strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if len(words) == 0 {
		return "?"
	}
	out := []rune{[]rune(words[0])[0]}
	if len(words) > 1 {
		out = append(out, []rune(words[len(words)-1])[0])
	}
	return strings.ToUpper(string(out))
}

// A side is the navigation: where one can go and who one can be.
type side struct {
	Team     string
	Query    string // of the place
	Me       personItem
	Rooms    []roomItem // channels
	DM       roomItem   // the person's direct messages with the app
	HomeLink string
	AtHome   bool
	Gallery  string // link; "" where there is none
	Troubles []troubleItem
	Ill      []string // what goes wrong just now, in a few words each
	Shows    bool     // the gallery is what is looked at
	People   []personItem
	Gone     []personItem // whose accounts are deactivated
	Unread   int          // in all places, for the title of the tab
	Others   int          // how many other people have news from the app

	Connected bool // the app has a socket open
}

type roomItem struct {
	ID, Name, Link string
	Private, Here  bool
	Unread         int
	Face           face
}

type personItem struct {
	ID, Name, Title, Link string
	Zone, Local           string
	Handle                string
	Me                    bool
	Gone                  bool // deactivated
	News                  int  // messages from the app that they have not read
	Face                  face
}

func (h *handler) side(p place) side {
	bot := h.profile(h.ws.BotUserID())
	dm := h.ws.DM(p.me.ID)
	s := side{
		Team: h.ws.TeamName(), Query: p.query(), Me: h.personItem(p, p.me.Profile), AtHome: p.home,
		Gallery: h.galleryLink(p), Shows: p.gallery,
		Connected: h.ws.Sockets() > 0,
		DM:        roomItem{ID: dm, Name: bot.DisplayName(), Link: p.link(dm, false), Face: faceOf(bot)},
	}
	s.Troubles, s.Ill = h.troubles()
	if !h.opt.NoHome {
		s.HomeLink = p.link(dm, true)
	}
	for _, c := range h.ws.ChannelsOf(p.me.ID) {
		item := roomItem{ID: c.ID, Name: c.Name, Link: p.link(c.ID, false), Private: c.Private, Here: c.ID == p.channel.ID && !p.home}
		if !item.Here {
			item.Unread = h.unread(c, p.me.ID)
		}
		s.Unread += item.Unread
		if c.ID == dm {
			s.DM.Here, s.DM.Unread = item.Here, item.Unread
			continue
		}
		s.Rooms = append(s.Rooms, item)
	}
	for _, who := range h.humans() {
		it := h.personItem(p, who)
		it.News = h.news(who.ID)
		if s.People = append(s.People, it); it.News > 0 && !it.Me {
			s.Others++
		}
	}
	for _, who := range h.ws.People() {
		if who.Deleted {
			s.Gone = append(s.Gone, h.personItem(p, who))
		}
	}
	return s
}

// personItem is one line of "View as". Its link keeps the place if that person
// is in it, and swaps one's own DM with the app for theirs.
func (h *handler) personItem(p place, who sandbox.Profile) personItem {
	there := place{me: &sandbox.Person{Profile: who}, channel: h.room(who.ID, p.channel.ID, h.ws.DM(who.ID)), home: p.home, gallery: p.gallery, many: firstMany}
	local := h.ws.Now().In(who.Location())
	return personItem{
		ID: who.ID, Name: who.DisplayName(), Title: who.Title, Link: "/" + there.query(), Handle: who.Name,
		Zone: zoneName(who.Location()), Local: local.Format("Mon 3:04 PM"), Me: who.ID == p.me.ID, Gone: who.Deleted, Face: faceOf(who),
	}
}

// zoneName is the city of a zone, as people say it: "New York".
func zoneName(loc *time.Location) string {
	name := loc.String()
	return strings.ReplaceAll(name[strings.LastIndexByte(name, '/')+1:], "_", " ")
}

func (h *handler) unread(c sandbox.Channel, user string) int {
	n := 0
	for _, m := range h.ws.Messages(c.ID, user) {
		if h.read.unread(user, m) {
			n++
		}
	}
	return n
}

// news is how much a person has not read of what the app wrote to them alone.
func (h *handler) news(user string) int {
	dm, _ := h.ws.Channel(h.ws.DM(user))
	return h.unread(dm, user)
}

// profile is somebody's profile, or one with nothing but the id.
func (h *handler) profile(id string) sandbox.Profile {
	if p := h.ws.Person(id); p != nil {
		return p.Profile
	}
	return sandbox.Profile{ID: id}
}

// A moment is the workspace's time as the person's clock shows it.
type moment struct{ Day, Date, Time, Zone, ISO, Whose string }

func (h *handler) moment(p place) moment {
	at := h.ws.Now().In(p.me.Location())
	return moment{at.Format("Mon"), at.Format("Jan 2"), at.Format("3:04 PM"), zoneName(p.me.Location()), at.Format(time.RFC3339), p.me.DisplayName()}
}
