package bot

import (
	"bytes"
	"context"
	"errors"
	"sync"
	"time"

	"github.com/slack-go/slack"

	"salescoach/bot/blocks"
	"salescoach/coach"
)

// charts is what this process knows of how Slack shows charts here. It only saves
// tries: after a restart they are made again.
type charts struct {
	mu     sync.Mutex
	plain  bool              // this Slack draws none itself
	noFile bool              // … nor may we upload a picture
	files  map[string]string // by the key of a post: its picture; "" where it is to go without
}

const (
	uploadFor  = 8 * time.Second // an upload may take so long; then the digest goes in words
	chartTries = 6               // posts of one digest: Slack may take some seconds to look at a new picture
	maxCharts  = 64              // remembered
)

// chart is the best way to show a digest's chart here. A picture is uploaded first, and
// whatever becomes of that, the digest goes: a file that nobody shows is seen by nobody.
func (b *Bot) chart(ctx context.Context, key string, d coach.Digest) blocks.Chart {
	if how, known := b.charts.of(key); known {
		return how
	}
	f, ok, err := blocks.ChartPicture(d)
	if !ok && err == nil {
		return blocks.ChartInWords
	}
	id := ""
	if err == nil {
		id, err = b.upload(ctx, f)
	}
	if err != nil {
		b.o.Log.Warn("no picture of a chart", "post", key, "err", Redact(err.Error()))
	}
	b.charts.keep(key, id, refusedForGood(err)) // without the scope, or where the workspace takes no files, none goes today
	return blocks.Chart(id)
}

// upload makes a file of a picture, for us alone until a message shows it: a message of
// whoever uploaded a file opens it to all who see the message, and to nobody else, in
// private channels, too (slackapi/bolt-python #1018; metabase/metabase #54276 sends its
// pictures so). To share it with the channel would be a second message there. What is put
// into an old message by an edit may stay closed (slackapi/bolt-python #1295); a digest is
// never edited.
func (b *Bot) upload(ctx context.Context, f blocks.ChartFile) (id string, err error) {
	ctx, cancel := context.WithTimeout(ctx, uploadFor)
	defer cancel()
	file, err := b.o.API.UploadFileContext(ctx, slack.UploadFileParameters{
		Filename: "chart.png", FileSize: len(f.PNG), Reader: bytes.NewReader(f.PNG), Title: f.Title, AltTxt: f.Alt,
	})
	if err != nil {
		return "", err
	}
	return file.ID, nil
}

// of is the way to show the chart of a post, if it is known already.
func (k *charts) of(key string) (how blocks.Chart, known bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.plain {
		return blocks.ChartBySlack, true
	}
	id, known := k.files[key]
	return blocks.Chart(id), known || k.noFile
}

func (k *charts) keep(key, file string, none bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.files == nil || len(k.files) >= maxCharts {
		k.files = map[string]string{}
	}
	k.files[key], k.noFile = file, k.noFile || none
}

// refused notes that Slack refused a post for its chart, so that it is to be drawn
// again. A new picture may be refused because Slack has not looked at it yet.
func (k *charts) refused(key string, m Message, err error, tries int) bool {
	var sent *SendError
	how, shown := blocks.ShowsChart(blocks.Message{Blocks: m.Blocks})
	if !shown || !errors.As(err, &sent) || sent.Code != "invalid_blocks" {
		return false
	}
	if how == blocks.ChartBySlack {
		k.mu.Lock()
		k.plain = true
		k.mu.Unlock()
	} else if tries >= chartTries {
		k.keep(key, "", false)
	}
	return true
}
