package sandbox

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"sync/atomic"
	"testing"

	"github.com/gorilla/websocket"
)

// rawClient is the smallest possible app: one socket, every frame handed to a
// function.
type rawClient struct {
	conn *websocket.Conn
	done chan struct{}
}

// dialRaw opens a ticket and a socket, as any client does.
func dialRaw(t testing.TB, w *Workspace) *rawClient {
	t.Helper()
	conn, _, err := websocket.DefaultDialer.Dial(openURL(t, w), nil)
	if err != nil {
		t.Fatal(err)
	}
	c := &rawClient{conn: conn, done: make(chan struct{})}
	t.Cleanup(func() { conn.Close() })
	return c
}

func openURL(t testing.TB, w *Workspace) string {
	t.Helper()
	req, _ := http.NewRequest("POST", w.APIURL()+"apps.connections.open", nil)
	req.Header.Set("Authorization", "Bearer "+w.AppToken())
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var out struct{ URL, Error string }
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil || out.URL == "" {
		t.Fatalf("apps.connections.open: %v %q", err, out.Error)
	}
	return out.URL
}

// each reads frames until the connection ends.
func (c *rawClient) each(do func(data []byte)) {
	go func() {
		defer close(c.done)
		for {
			_, data, err := c.conn.ReadMessage()
			if err != nil {
				return
			}
			do(data)
		}
	}()
}

// started is a running workspace with one channel of 32 people.
func benchWorkspace(b *testing.B) (*Workspace, []*Person) {
	w := New(Options{NoRateLimits: true, Commands: []Command{{Name: "/echo"}}})
	var people []*Person
	var ids []string
	for i := range 32 {
		p := w.AddPerson(PersonSpec{ID: fmt.Sprintf("U%03d", i)})
		people, ids = append(people, p), append(ids, p.ID)
	}
	w.AddChannel(ChannelSpec{ID: "C1", Name: "sales", Members: append(ids, w.BotUserID())})
	if err := w.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { w.Close() })
	return w, people
}

// BenchmarkSlashRoundTrip is a command typed by one of 32 people at once,
// answered inside the ack by an app with two sockets.
func BenchmarkSlashRoundTrip(b *testing.B) {
	w, people := benchWorkspace(b)
	for range 2 {
		c := dialRaw(b, w)
		c.each(func(data []byte) {
			var e struct {
				ID string `json:"envelope_id"`
			}
			if json.Unmarshal(data, &e) == nil && e.ID != "" {
				answer := append([]byte(`{"envelope_id":"`+e.ID), `","payload":{"text":"pong"}}`...)
				_ = c.conn.WriteMessage(websocket.TextMessage, answer)
			}
		})
	}
	ctx := context.Background()
	if err := w.WaitFor(ctx, func() bool { return w.Sockets() == 2 }); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.SetParallelism(16)
	var next atomic.Int64
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		p := people[next.Add(1)%int64(len(people))]
		for pb.Next() {
			if err := p.Type(ctx, "C1", "/echo ping"); err != nil {
				b.Error(err)
				return
			}
		}
	})
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "commands/s")
}
