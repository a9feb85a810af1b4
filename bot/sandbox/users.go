package sandbox

import (
	"cmp"
	"encoding/base64"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// userObject is a person as users.info gives them; the caller holds w.mu. Keys
// that depend on a scope (email) are left out without it.
func (w *Workspace) userObject(p *Profile) obj {
	first, last, _ := strings.Cut(p.RealName, " ")
	profile := obj{
		"title": p.Title, "phone": "", "skype": "", "real_name": p.RealName, "real_name_normalized": p.RealName,
		"display_name": p.Name, "display_name_normalized": p.Name, "first_name": first, "last_name": last,
		"status_text": "", "status_emoji": "", "status_expiration": 0, "avatar_hash": "", "team": w.opt.TeamID,
		"status_text_canonical": "",
	}
	for _, size := range []string{"24", "32", "48", "72", "192", "512"} {
		profile["image_"+size] = w.avatar(72)
	}
	if w.granted("users:read.email") && p.Email != "" {
		profile["email"] = p.Email
	}
	if p.Bot {
		profile["bot_id"], profile["api_app_id"], profile["always_active"] = w.botID(), w.opt.AppID, false
	}
	u := obj{
		"id": p.ID, "team_id": w.opt.TeamID, "name": p.Name, "deleted": p.Deleted, "color": "9f69e7",
		"profile": profile, "is_bot": p.Bot, "is_app_user": false, "updated": p.Updated.Unix(),
	}
	if p.Deleted {
		return u
	}
	maps.Copy(u, obj{
		"real_name": p.RealName, "is_admin": p.Admin, "is_owner": false, "is_primary_owner": false,
		"is_restricted": p.Restricted, "is_ultra_restricted": false, "is_email_confirmed": !p.Bot,
		"who_can_share_contact_card": "EVERYONE",
	})
	if p.TZ != "" {
		zone, offset := w.clock.now().In(p.Location()).Zone()
		u["tz"], u["tz_label"], u["tz_offset"] = p.TZ, zone, offset
	}
	return u
}

func usersInfo(c *call) (obj, *refusal) {
	w := c.w
	w.mu.Lock()
	defer w.mu.Unlock()
	p := w.people[c.args.str("user")]
	if p == nil {
		return nil, refuse("user_not_found")
	}
	u := w.userObject(p)
	if c.args.flag("include_locale") {
		u["locale"] = p.Locale
	}
	return obj{"user": u}, nil
}

func usersList(c *call) (obj, *refusal) {
	w := c.w
	w.mu.Lock()
	defer w.mu.Unlock()
	ids, next, bad := page(c, slices.Clone(w.order))
	if bad != nil {
		return nil, bad
	}
	members := []obj{}
	for _, id := range ids {
		u := w.userObject(w.people[id])
		if c.args.flag("include_locale") {
			u["locale"] = w.people[id].Locale
		}
		members = append(members, u)
	}
	return obj{"members": members, "cache_ts": w.clock.now().Unix(), "response_metadata": obj{"next_cursor": next}}, nil
}

func usersLookupByEmail(c *call) (obj, *refusal) {
	w := c.w
	email := c.args.str("email")
	if email == "" {
		return nil, refuse("users_not_found")
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, id := range w.order {
		if p := w.people[id]; strings.EqualFold(p.Email, email) && !p.Deleted {
			return obj{"user": w.userObject(p)}, nil
		}
	}
	return nil, refuse("users_not_found")
}

func usergroupsList(c *call) (obj, *refusal) {
	w := c.w
	out := []obj{}
	for _, g := range w.Groups() {
		o := obj{
			"id": g.ID, "team_id": w.opt.TeamID, "is_usergroup": true, "is_subteam": true, "name": g.Name,
			"handle": g.Handle, "description": "", "is_external": false, "date_create": 0, "date_update": 0,
			"date_delete": 0, "auto_type": nil, "auto_provision": false, "enterprise_subteam_id": "",
			"created_by": SlackbotID, "updated_by": SlackbotID, "deleted_by": nil,
			"prefs": obj{"channels": []string{}, "groups": []string{}}, "user_count": len(g.Members), "channel_count": 0,
		}
		if c.args.flag("include_users") {
			o["users"] = g.Members
		}
		out = append(out, o)
	}
	return obj{"usergroups": out}, nil
}

func usergroupsUsersList(c *call) (obj, *refusal) {
	c.w.mu.Lock()
	defer c.w.mu.Unlock()
	g := c.w.groups[c.args.str("usergroup")]
	if g == nil {
		return nil, refuse("no_such_subteam")
	}
	return obj{"users": append([]string{}, g.Members...)}, nil
}

// page cuts ids to the part that cursor and limit ask for. A cursor is opaque
// to clients; here it holds the position. Without a limit everything is given.
func page(c *call, ids []string) (part []string, next string, bad *refusal) {
	from := 0
	if cur := c.args.str("cursor"); cur != "" {
		b, err := base64.StdEncoding.DecodeString(cur)
		n, err2 := strconv.Atoi(strings.TrimPrefix(string(b), "at:"))
		if cmp.Or(err, err2) != nil || n < 0 || n > len(ids) {
			return nil, "", refuse("invalid_cursor")
		}
		from = n
	}
	limit := c.args.whole("limit", 0)
	if limit < 0 || limit > 1000 {
		return nil, "", refuse("invalid_limit")
	}
	to := len(ids)
	if limit > 0 && from+limit < to {
		to = from + limit
		next = base64.StdEncoding.EncodeToString([]byte("at:" + strconv.Itoa(to)))
	}
	return ids[from:to], next, nil
}
