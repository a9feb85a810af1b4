package coach_test

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"testing"

	"salescoach/coach"
)

// manyDeals is a CRM export of n deals of n/5 accounts.
func manyDeals(n int) []byte {
	var b bytes.Buffer
	b.WriteString("Record ID,Deal Name,Associated Company,Deal Stage,Amount,Close Date,Deal owner,\"Date entered \"\"Contract Sent (Sales Pipeline)\"\"\"\n")
	stages := []string{"Contract Sent", "Closed Won", "Closed Lost", "Qualified To Buy", "Contract Sent"}
	for i := range n {
		fmt.Fprintf(&b, "%d,Proposal %d,Firm %d GmbH,%s,\"%d,500.00\",2026-%02d-%02d 10:00,Rep %d,2026-%02d-01 09:00\n",
			40_000_000_000+i, i%7, i/5, stages[i%len(stages)], 1+i%90, 1+i%11, 1+i%28, i%200, 1+i%10)
	}
	return b.Bytes()
}

// BenchmarkImport is an import of a CRM export into SQLite: into an empty
// database, and once more into the one that has it all.
func BenchmarkImport(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		data := manyDeals(n)
		o := coach.ImportOptions{Limits: coach.FileLimits()}
		b.Run(fmt.Sprintf("new/%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				b.StopTimer()
				c, _ := openCoach(b)
				b.StartTimer()
				importAll(b, c, data, o, n, 0)
			}
			perSecond(b, n)
		})
		b.Run(fmt.Sprintf("unchanged/%d", n), func(b *testing.B) {
			c, _ := openCoach(b)
			importAll(b, c, data, o, n, 0)
			b.ReportAllocs()
			b.ResetTimer()
			for range b.N {
				importAll(b, c, data, o, 0, n)
			}
			perSecond(b, n)
		})
	}
}

func importAll(b *testing.B, c *coach.Coach, data []byte, o coach.ImportOptions, created, unchanged int) {
	b.Helper()
	report, err := c.Import(context.Background(), coach.ImportRequest{Workspace: team, Name: "bench.csv", Data: bytes.NewReader(data), Options: o})
	if err != nil || report.Created != created || report.Unchanged != unchanged {
		b.Fatalf("%v: %v", err, counts(report))
	}
}

// perSecond reports the speed, and how much memory the process has ever asked
// the system for: what an import of that size needs at most.
func perSecond(b *testing.B, n int) {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
	b.ReportMetric(float64(m.Sys)/(1<<20), "MB-max")
}
