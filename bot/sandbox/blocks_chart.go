package sandbox

import (
	"encoding/json"
	"strconv"
	"strings"
)

// Limits of the data_visualization block, as Slack's reference gives them. Where its
// clients' notes speak of twelve series, the reference says six: the stricter reading.
const (
	maxCharts     = 2  // a message
	maxChartTitle = 50 // and the axes' labels
	maxChartLabel = 20 // of a segment, a category, a series
	maxChartParts = 6  // segments of a pie, series of the others
	maxCategories = 20
)

// Chart is what a data_visualization block draws.
type Chart struct {
	Type     string        `json:"type"`     // pie, bar, area or line
	Segments []ChartPoint  `json:"segments"` // pie
	Series   []ChartSeries `json:"series"`
	Axis     struct {
		Categories []string `json:"categories"`
		X          string   `json:"x_label"`
		Y          string   `json:"y_label"`
	} `json:"axis_config"`
}

// ChartSeries are the values of one colour: one for each category, in any order.
type ChartSeries struct {
	Name string       `json:"name"`
	Data []ChartPoint `json:"data"`
}

// ChartPoint is a value and what it is of.
type ChartPoint struct {
	Label string  `json:"label"`
	Value float64 `json:"value"`
}

var chartBlock = shape{
	on:       onMessage,
	props:    map[string]rule{"title": str(1, maxChartTitle), "chart": typed(chartShapes)},
	required: []string{"title", "chart"},
	also: func(c *checker, at string, _ map[string]any) {
		c.charts++
		if c.charts > maxCharts {
			c.fail(at, "no more than %d data_visualization blocks are allowed per message", maxCharts)
		}
	},
}

var chartShapes = map[string]shape{
	"pie": {
		props: map[string]rule{"segments": list(1, maxChartParts, object([]string{"label", "value"}, map[string]rule{
			"label": str(1, maxChartLabel), "value": positive,
		}))},
		required: []string{"segments"},
	},
	"bar": plotted, "area": plotted, "line": plotted,
}

var plotted = shape{
	props: map[string]rule{
		"series": list(1, maxChartParts, object([]string{"name", "data"}, map[string]rule{
			"name": str(1, maxChartLabel),
			"data": list(1, maxCategories, object([]string{"label", "value"}, map[string]rule{
				"label": str(1, maxChartLabel), "value": finite,
			})),
		})),
		"axis_config": object([]string{"categories"}, map[string]rule{
			"categories": list(1, maxCategories, str(1, maxChartLabel)),
			"x_label":    str(0, maxChartTitle), "y_label": str(0, maxChartTitle),
		}),
	},
	required: []string{"series", "axis_config"},
	also:     seriesFit,
}

// seriesFit holds the series against the axis: names differ, and each series has one
// point for each category.
func seriesFit(c *checker, at string, o map[string]any) {
	axis, _ := o["axis_config"].(map[string]any)
	categories, _ := axis["categories"].([]any)
	known := c.distinct(at+"/axis_config/categories", categories, func(v any) any { return v })
	series, _ := o["series"].([]any)
	c.distinct(at+"/series", series, func(v any) any { return property(v, "name") })
	for i, s := range series {
		points, _ := property(s, "data").([]any)
		here := at + "/series/" + itoa(i) + "/data"
		for j, p := range points {
			if label := property(p, "label"); label != nil && !known[label] {
				c.fail(here+"/"+itoa(j)+"/label", "must be one of the categories")
			}
		}
		if len(c.distinct(here, points, func(v any) any { return property(v, "label") })) < len(known) {
			c.fail(here, "must have one data point for each category")
		}
	}
}

// distinct is the set of what is said of some items; what is said twice is refused.
func (c *checker) distinct(at string, items []any, of func(any) any) map[any]bool {
	seen := map[any]bool{}
	for i, item := range items {
		name, ok := of(item).(string)
		if !ok {
			continue // another rule has said so
		}
		if seen[name] {
			c.fail(at+"/"+itoa(i), "%q already exists", name)
		}
		seen[name] = true
	}
	return seen
}

func property(v any, name string) any {
	o, _ := v.(map[string]any)
	return o[name]
}

// finite is a number that a chart can show: 1e999 is one in JSON and nowhere else.
func finite(c *checker, at string, v any) {
	n, ok := v.(json.Number)
	if _, err := n.Float64(); !ok || err != nil {
		c.fail(at, "must be a number")
	}
}

func positive(c *checker, at string, v any) {
	n, ok := v.(json.Number)
	switch f, err := n.Float64(); {
	case !ok || err != nil:
		c.fail(at, "must be a number")
	case f <= 0:
		c.fail(at, "must be greater than 0")
	}
}

// Values are the values of one series in the order of the categories.
func (c *Chart) Values(series int) []float64 {
	by := map[string]float64{}
	for _, p := range c.Series[series].Data {
		by[p.Label] = p.Value
	}
	values := make([]float64, len(c.Axis.Categories))
	for i, label := range c.Axis.Categories {
		values[i] = by[label]
	}
	return values
}

// Words is the chart as somebody would read it aloud: what it is of, and each value.
func (c *Chart) Words(title string) string {
	parts := []string{c.Type + " chart: " + title}
	if c.Axis.X != "" || c.Axis.Y != "" {
		parts = append(parts, strings.Trim(c.Axis.Y+" / "+c.Axis.X, " /"))
	}
	if len(c.Segments) > 0 {
		parts = append(parts, pointWords(c.Segments))
	}
	for i, s := range c.Series {
		points := make([]ChartPoint, len(c.Axis.Categories))
		for j, v := range c.Values(i) {
			points[j] = ChartPoint{c.Axis.Categories[j], v}
		}
		parts = append(parts, s.Name+": "+pointWords(points))
	}
	return strings.Join(parts, " | ")
}

func pointWords(points []ChartPoint) string {
	words := make([]string, len(points))
	for i, p := range points {
		words[i] = p.Label + " " + strconv.FormatFloat(p.Value, 'f', -1, 64)
	}
	return strings.Join(words, ", ")
}
