package main

import (
	"context"
	"slices"
	"time"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
)

// checkCompose reads a compose file as compose does, by its schema and with its
// rules, and gives a sentence for each fault.
func checkCompose(ctx context.Context, file string) ([]string, error) {
	options, err := cli.NewProjectOptions([]string{file}, cli.WithProfiles([]string{"*"}), cli.WithoutEnvironmentResolution)
	if err != nil {
		return nil, err
	}
	project, err := options.LoadProject(ctx)
	if err != nil {
		return nil, err
	}
	var l list
	for _, name := range project.ServiceNames() {
		s := project.Services[name]
		l.unless(s.ReadOnly && s.User == "65532:65532" && slices.Equal(s.CapDrop, []string{"ALL"}), name+": it may do more than it needs")
		l.unless(slices.Equal(s.SecurityOpt, []string{"no-new-privileges:true"}), name+": it may gain rights")
		l.unless(slices.ContainsFunc(s.Volumes, func(v types.ServiceVolumeConfig) bool {
			return v.Type == types.VolumeTypeVolume && v.Source == "data" && v.Target == "/data"
		}), name+": the database is not in its volume")
		l.unless(len(s.Ports) == 0, name+": nobody calls the bot")
		for _, token := range []string{"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN"} {
			l.unless(name == "bot" || !told(s, token), name+": it is told "+token)
		}
	}
	bot, err := project.GetService("bot")
	if err != nil {
		return nil, err
	}
	l.unless(bot.StopGracePeriod != nil && time.Duration(*bot.StopGracePeriod) > 10*time.Second, "bot: it is killed before it has finished")
	l.unless(bot.Deploy == nil || bot.Deploy.Replicas == nil, "bot: SQLite is written by one process")
	return l, nil
}

// told says whether a service has a secret of the bot's: by name, from whoever starts
// it (a name without a value), or in the bot's file, unless a value stands before that.
func told(s types.ServiceConfig, name string) bool {
	value, named := s.Environment[name]
	if named {
		return value == nil || *value != ""
	}
	return len(s.EnvFiles) > 0
}
