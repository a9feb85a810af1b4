package bot

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"golang.org/x/time/rate"

	"salescoach/coach"
)

// How long what Slack said is believed. Rights fade faster than names.
const (
	personFor = time.Hour
	groupFor  = 5 * time.Minute
	groupRest = 30 * time.Second // before a group that could not be read is asked for again
	groupKeep = time.Hour        // how long its last known members stay managers then
	maxPeople = 10000            // in the cache; beyond, it starts anew
)

// person is somebody who talks to us.
type person struct {
	rep     coach.Rep
	manager bool
}

// people knows who is who: names and zones from Slack, kept in the store, and
// who is a manager. It answers from memory while that is fresh.
type people struct {
	o       Options
	users   map[string]bool // managers named by user id
	groups  []string        // user groups whose members are managers
	mu      sync.Mutex
	known   map[string]known      // by team/user
	members map[string]membership // of the manager groups, by group
	until   time.Time             // how long members is believed
}

// membership is who is in a user group, as of an instant.
type membership struct {
	people map[string]bool
	at     time.Time
}

type known struct {
	rep   coach.Rep
	until time.Time
}

func newPeople(o Options) *people {
	p := &people{o: o, users: map[string]bool{}, known: map[string]known{}}
	for _, id := range o.Managers {
		if strings.HasPrefix(id, "S") {
			p.groups = append(p.groups, id)
		} else {
			p.users[id] = true
		}
	}
	return p
}

// find is the person with a user id, or an error in words for whoever is not
// served: bots, guests and people of other firms.
func (p *people) find(ctx context.Context, team, user string) (person, error) {
	if user == "" {
		return person{}, coach.Errorf(coach.Forbidden, "I answer people only.")
	}
	rep, err := p.rep(ctx, team, user)
	if err != nil {
		return person{}, err
	}
	manager, err := p.manages(ctx, user)
	return person{rep: rep, manager: manager}, err
}

func (p *people) rep(ctx context.Context, team, user string) (coach.Rep, error) {
	key := team + "/" + user
	p.mu.Lock()
	k, ok := p.known[key]
	p.mu.Unlock()
	if ok && p.o.Now().Before(k.until) {
		return k.rep, nil
	}
	u, err := p.o.API.GetUserInfoContext(ctx, user)
	if err != nil {
		return p.stale(k, ok, err)
	}
	if err := served(u, team); err != nil {
		return coach.Rep{}, err
	}
	rep, err := p.meet(ctx, team, repOf(u))
	if coach.KindOf(err) == coach.Busy {
		return repOf(u), nil // cannot be noted down right now, which is no reason not to answer
	}
	if err != nil {
		return coach.Rep{}, err
	}
	p.keep(key, known{rep, p.o.Now().Add(personFor)})
	return rep, nil
}

// meetFor is how long somebody is kept waiting to be noted down. Their own input may wait
// for the database after that, and Slack's three seconds are for both.
const meetFor = 500 * time.Millisecond

func (p *people) meet(ctx context.Context, team string, rep coach.Rep) (coach.Rep, error) {
	ctx, cancel := context.WithTimeout(ctx, meetFor)
	defer cancel()
	return p.o.Coach.Meet(ctx, team, rep)
}

// stale answers with what was known when Slack cannot be asked: a rep should not
// be locked out because users.info is slow. Who was never seen is not let in.
func (p *people) stale(k known, ok bool, err error) (coach.Rep, error) {
	if ok {
		return k.rep, nil
	}
	return coach.Rep{}, coach.Wrap(coach.Busy, err, "I couldn't ask Slack who you are. Please try again in a moment.")
}

func (p *people) keep(key string, k known) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.known) >= maxPeople {
		p.known = map[string]known{}
	}
	p.known[key] = k
}

// learn takes over what somebody set, where they are known.
func (p *people) learn(team string, rep coach.Rep) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if k, ok := p.known[team+"/"+rep.ID]; ok {
		k.rep = rep
		p.known[team+"/"+rep.ID] = k
	}
}

// forget makes the next look-up of a person ask Slack again.
func (p *people) forget(team, user string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.known, team+"/"+user)
}

// changed takes over what Slack tells of somebody: a new name, zone or right counts at
// once, also for what is sent without their asking.
func (p *people) changed(ctx context.Context, e Envelope) error {
	p.forget(e.Team, e.User)
	m, ok := e.Event.InnerEvent.Data.(*slackevents.UserChangeEvent)
	if !ok {
		return nil
	}
	var u slack.User
	raw, err := json.Marshal(m.User)
	if err == nil {
		err = json.Unmarshal(raw, &u)
	}
	if err != nil || u.ID == "" || u.IsBot {
		return err
	}
	return p.o.Coach.Changed(ctx, e.Team, repOf(&u))
}

// look asks Slack about somebody who could not be written to: they may have left while
// nobody was listening.
func (p *people) look(ctx context.Context, team, user string) {
	u, err := p.o.API.GetUserInfoContext(ctx, user)
	if err == nil {
		p.forget(team, user)
		err = p.o.Coach.Changed(ctx, team, repOf(u))
	}
	if err != nil {
		p.o.Log.Warn("cannot find out about somebody who could not be written to", "user", user, "err", Redact(err.Error()))
	}
}

// served says why somebody is not served; nil when they are. People of another
// firm share channels with us (Slack Connect): Slack calls them strangers only as
// long as they do not, so it is their workspace that tells.
func served(u *slack.User, team string) error {
	switch {
	case u.TeamID != "" && u.TeamID != team && !slices.Contains(u.Enterprise.Teams, team):
		return coach.Errorf(coach.Forbidden, "Deals are shown to members of this workspace only.")
	case u.Deleted:
		return coach.Errorf(coach.Forbidden, "This account is deactivated.")
	case u.IsBot || u.ID == "USLACKBOT":
		return coach.Errorf(coach.Forbidden, "I answer people only.")
	case u.IsRestricted || u.IsUltraRestricted || u.IsStranger:
		return coach.Errorf(coach.Forbidden, "Deals are shown to members of this workspace only, not to guests.")
	}
	return nil
}

func repOf(u *slack.User) coach.Rep {
	return coach.Rep{
		ID: u.ID, Name: first(u.Profile.DisplayName, u.Name), RealName: first(u.RealName, u.Profile.RealName, u.Name),
		Email: u.Profile.Email, Zone: u.TZ, Deleted: u.Deleted,
	}
}

// manages says whether somebody is a manager: by their own id, or by a user group. The
// groups are read every few minutes at a tick; where that did not happen, they are read
// now, because who was a manager a while ago may not be one any more.
func (p *people) manages(ctx context.Context, user string) (bool, error) {
	if p.users[user] {
		return true, nil
	}
	if len(p.groups) == 0 {
		return false, nil
	}
	p.refresh(ctx)
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, g := range p.groups {
		if p.members[g].people[user] {
			return true, nil
		}
	}
	return false, nil
}

// refresh reads the groups of managers where what is known of them is old.
func (p *people) refresh(ctx context.Context) {
	p.mu.Lock()
	fresh := p.o.Now().Before(p.until)
	p.mu.Unlock()
	if !fresh && len(p.groups) > 0 {
		p.readGroups(ctx)
	}
}

// readGroups reads the groups of managers. Where Slack cannot be asked, the members
// that are known stay managers for an hour, so that Slack's bad minute is nobody's;
// then nobody is one by that group: rights fail closed. A group that is gone has none
// at once.
func (p *people) readGroups(ctx context.Context) {
	now, believed := p.o.Now(), groupFor
	p.mu.Lock()
	last := p.members
	p.mu.Unlock()
	read := map[string]membership{}
	for _, g := range p.groups {
		ids, err := p.o.API.GetUserGroupMembersContext(ctx, g)
		if err == nil {
			read[g] = membershipOf(ids, now)
			continue
		}
		p.o.Log.Warn("cannot read a group of managers", "group", g, "err", Redact(err.Error()))
		believed = groupRest
		if age := now.Sub(last[g].at); !groupGone[refusedWith(err)] && age >= 0 && age < groupKeep {
			read[g] = last[g]
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.members, p.until = read, now.Add(believed)
}

// groupGone are Slack's words for a group that is none any more.
var groupGone = map[string]bool{"no_such_subteam": true, "subteam_not_found": true}

func membershipOf(ids []string, at time.Time) membership {
	m := membership{map[string]bool{}, at}
	for _, id := range ids {
		m.people[id] = true
	}
	return m
}

// refreshManagers keeps the groups of managers fresh, so that nobody waits for Slack
// to say who may do what.
func (b *Bot) refreshManagers(ctx context.Context) error {
	b.people.refresh(ctx)
	return nil
}

// pace bounds what one person may send: a script gone wild must not keep
// others waiting.
type pace struct {
	perMinute int
	mu        sync.Mutex
	by        map[string]*rate.Limiter
}

func newPace(perMinute int) *pace {
	return &pace{perMinute: perMinute, by: map[string]*rate.Limiter{}}
}

func (p *pace) allow(user string, now time.Time) bool {
	if p.perMinute <= 0 {
		return true
	}
	p.mu.Lock()
	l, ok := p.by[user]
	if !ok {
		if len(p.by) >= maxPeople {
			p.by = map[string]*rate.Limiter{}
		}
		l = rate.NewLimiter(rate.Limit(float64(p.perMinute)/60), p.perMinute)
		p.by[user] = l
	}
	p.mu.Unlock()
	return l.AllowN(now, 1)
}
