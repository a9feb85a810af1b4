package blocks

import (
	"strings"

	"github.com/slack-go/slack"

	"salescoach/coach"
)

// Chart is how a digest shows what is at risk by how long it has been quiet: by Slack
// itself, as a picture that was uploaded (then it is the file's id), or in words.
type Chart string

// The ways without a file.
const (
	ChartInWords Chart = ""
	ChartBySlack Chart = "slack"
)

// silences are how long deals have been quiet, as the chart's bars: business days,
// from and up to. Slack takes labels of 20 characters.
var silences = []struct {
	label    string
	from, to int
}{{"under 3 weeks", 0, 14}, {"3 to 6 weeks", 15, 29}, {"6 to 12 weeks", 30, 59}, {"12 weeks or more", 60, 1 << 30}}

const chartTitle = "Value at risk by silence"

// bars are what the chart shows, in one currency: money cannot be added up over two.
type bars struct {
	in     string        // "in EUR", and that there are others beside it
	others bool          // there are
	values []coach.Money // one for each of the silences
}

// barsOf are the bars of a digest, in the currency of its chart. ok is false
// where there is nothing to compare: then the digest needs no chart.
func barsOf(d coach.Digest) (b bars, ok bool) {
	currency, others := d.ChartIn()
	b.in, b.others, b.values = "in "+currency, others, make([]coach.Money, len(silences))
	if others {
		b.in += ", deals in other currencies left out"
	}
	filled := 0
	for i, band := range silences {
		b.values[i].Currency = currency
		for _, s := range d.Stalled {
			if s.Amount.Currency == currency && !s.Amount.IsZero() && s.Quiet >= band.from && s.Quiet <= band.to {
				b.values[i] = coach.Sum(b.values[i], s.Amount)[0]
			}
		}
		if b.values[i].Minor > 0 {
			filled++
		}
	}
	return b, filled > 1
}

// chart draws the bars in one of the ways.
func (b bars) chart(how Chart) slack.Block {
	switch how {
	case ChartInWords:
		return small(Escape(b.words()))
	case ChartBySlack:
		return b.bySlack()
	}
	return slack.NewImageBlockSlackFile(&slack.SlackFileObject{ID: string(how)}, b.words(), "", nil)
}

func (b bars) bySlack() slack.Block {
	var labels []string
	var points []slack.DataVisualizationDataPoint
	for i, s := range silences {
		labels = append(labels, s.label)
		points = append(points, slack.NewDataVisualizationDataPoint(s.label, float64(b.values[i].Whole())))
	}
	axis := slack.NewDataVisualizationAxisConfig(labels...).WithXLabel("Quiet for").WithYLabel(clip(capital(b.in), maxChartText))
	return slack.NewDataVisualizationBlock(chartTitle, slack.NewDataVisualizationBarChart(axis, slack.NewDataVisualizationDataSeries("Value at risk", points...)))
}

// maxChartText is the longest title of a chart or an axis, in characters.
const maxChartText = 50

// words are the bars as somebody would read them out; bands without any are left out.
func (b bars) words() string {
	var parts []string
	for i, v := range b.values {
		if v.Minor > 0 {
			parts = append(parts, silences[i].label+" "+v.String())
		}
	}
	head := chartTitle
	if b.others { // else the amounts say it
		head += " (" + b.in + ")"
	}
	return head + ": " + strings.Join(parts, " · ")
}

// ShowsChart says which way a message shows a chart; ok is false when it shows none
// but in words.
func ShowsChart(m Message) (how Chart, ok bool) {
	for _, block := range m.Blocks {
		switch block := block.(type) {
		case *slack.DataVisualizationBlock:
			return ChartBySlack, true
		case *slack.ImageBlock:
			if block.SlackFile != nil {
				return Chart(block.SlackFile.ID), true
			}
		}
	}
	return ChartInWords, false
}
