package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"salescoach/bot/sandbox"
	"salescoach/coach"
)

// dataChannel is the one channel of a workspace with deals of one's own.
const dataChannel = "C0SALES"

// maxOwners is how many owners of a file become people of the sandbox.
const maxOwners = 30

// fillFrom imports a file of one's own. Its owners become people of the
// workspace, so that one can be each of them.
func (s sandboxCmd) fillFrom(ctx context.Context, a *app, ws *sandbox.Workspace, c *coach.Coach) error {
	found, err := s.importFile(ctx, a, ws, c, true)
	if err != nil {
		return err
	}
	members := []string{ws.BotUserID()}
	for _, o := range found.Unmapped[:min(len(found.Unmapped), maxOwners)] {
		id, err := meetOwner(ctx, ws, c, o.Owner)
		if err != nil {
			return err
		}
		members = append(members, id)
	}
	for _, p := range samplePeople() {
		if p.Manager {
			ws.AddPerson(p.PersonSpec)
			members = append(members, p.ID)
		}
	}
	ws.AddChannel(sandbox.ChannelSpec{ID: dataChannel, Name: "sales", Topic: "Deals of your own", Members: members})
	done, err := s.importFile(ctx, a, ws, c, false)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "%d deals from %s. Their owners are people here: choose one under View as.\n", done.Created, s.Data)
	return err
}

// importFile imports, or only tries to. What has to be settled first is printed
// and ends the start.
func (s sandboxCmd) importFile(ctx context.Context, a *app, ws *sandbox.Workspace, c *coach.Coach, try bool) (coach.ImportReport, error) {
	options, err := s.options()
	if err != nil {
		return coach.ImportReport{}, err
	}
	f, err := os.Open(s.Data)
	if err != nil {
		return coach.ImportReport{}, err
	}
	defer f.Close()
	report, err := c.Import(ctx, coach.ImportRequest{
		Workspace: ws.TeamID(), Name: s.Data, Data: f, Options: options, DryRun: try, Actor: "import",
	})
	if len(report.Asks) > 0 {
		fmt.Fprintln(a.stdout, report)
	}
	return report, err
}

// meetOwner makes an owner of deals a person of the workspace.
func meetOwner(ctx context.Context, ws *sandbox.Workspace, c *coach.Coach, name string) (string, error) {
	handle := strings.ToLower(strings.Join(strings.Fields(name), "."))
	p := ws.AddPerson(sandbox.PersonSpec{Name: handle, RealName: name, Email: handle + "@example.com", TZ: "America/New_York", Title: "Rep"})
	_, err := c.Meet(ctx, ws.TeamID(), coach.Rep{ID: p.ID, Name: handle, RealName: name, Email: handle + "@example.com", Zone: "America/New_York"})
	return p.ID, err
}
