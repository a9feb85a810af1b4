package db

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"salescoach/coach"
)

// limitFiles makes every file of this process full at a size, as a full disk
// does, and gives back what ends that.
func limitFiles(size int64) (func() error, error) {
	signal.Ignore(syscall.SIGXFSZ)
	var was syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &was); err != nil {
		return nil, err
	}
	now := syscall.Rlimit{Cur: uint64(size), Max: was.Max}
	return func() error { return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &was) }, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &now)
}

func TestOpeningOnAFullDiskIsRefused(t *testing.T) {
	for _, room := range []string{"0", "4096", "20000"} {
		path := filepath.Join(t.TempDir(), "coach.db")
		got := childSays(t, "open without room", path, room)
		if !strings.Contains(got, path) || !strings.Contains(got, "disk") || strings.Contains(got, "\n") {
			t.Errorf("room for %s bytes: %q is no clear sentence about the disk", room, got)
		}
		mustUpdate(t, open(t, path)) // there is room again
	}
}

func childOpensWithoutRoom(ctx context.Context, args []string) error {
	room, err := strconv.ParseInt(args[1], 10, 64)
	if err != nil {
		return err
	}
	if _, err := limitFiles(room); err != nil {
		return err
	}
	return sayOpenError(ctx, args[0])
}

func TestAFullDiskLosesNothingThatWasConfirmed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "coach.db")
	if got := childSays(t, "fill the disk", path); got != "ok" {
		t.Error(got)
	}
	d := open(t, path)
	if err := d.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// childFillsTheDisk writes with many callers until the disk is full, goes on
// reading, gets room and goes on writing. Every caller must know what became of
// its own write.
func childFillsTheDisk(ctx context.Context, args []string) error {
	d, err := Open(ctx, "sqlite:"+args[0], Options{})
	if err != nil {
		return err
	}
	defer d.Close()
	end, err := limitFiles(500_000)
	if err != nil {
		return err
	}
	note := strings.Repeat("n", 2000)
	var mu sync.Mutex
	acked, refused := map[string]bool{}, map[string]bool{}
	var wg sync.WaitGroup
	for i := range 16 {
		wg.Go(func() {
			for n := range 40 {
				key := fmt.Sprintf("k%d-%d", i, n)
				err := d.Update(ctx, "T1", func(tx coach.Tx) error { return tx.SaveSetting(key, note) })
				mu.Lock()
				switch coach.KindOf(err) {
				case "":
					acked[key] = true
				case coach.Busy:
					refused[key] = true
				default:
					fmt.Println("unexpected:", err)
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if len(acked) == 0 || len(refused) == 0 {
		return fmt.Errorf("%d acked, %d refused: the disk was not full in between", len(acked), len(refused))
	}
	if err := stored(ctx, d, acked, refused); err != nil {
		return err
	}
	if err := end(); err != nil {
		return err
	}
	for key := range refused {
		err := d.Update(ctx, "T1", func(tx coach.Tx) error { return tx.SaveSetting(key, note) })
		if err != nil {
			return fmt.Errorf("after there was room again: %w", err)
		}
		acked[key] = true
	}
	if err := errors.Join(stored(ctx, d, acked, nil), d.Check(ctx)); err != nil {
		return err
	}
	fmt.Println("ok")
	return nil
}

// stored checks which settings are there.
func stored(ctx context.Context, d *DB, there, missing map[string]bool) error {
	return d.View(ctx, "T1", func(r coach.Reader) error {
		for key := range there {
			if value, err := r.Setting(key); value == "" || err != nil {
				return fmt.Errorf("%s was confirmed and is not there (%v)", key, err)
			}
		}
		for key := range missing {
			if value, err := r.Setting(key); value != "" || err != nil {
				return fmt.Errorf("%s was refused and is there (%v)", key, err)
			}
		}
		return nil
	})
}

// Killed at any instant, under load, with every input delivered twice: what was
// confirmed is there, once; the tally is right; the file is whole.
func TestKillLosesNoConfirmedTouchAndDoublesNone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "coach.db")
	d := open(t, path)
	if err := d.Update(t.Context(), "T1", insertFourDeals); err != nil {
		t.Fatal(err)
	}
	d.Close()
	acked := map[string]bool{}
	for round := range 20 {
		before := len(acked)
		killed(t, path, round, 1+rand.N(150), acked)
		if len(acked) == before {
			t.Errorf("round %d confirmed nothing", round)
		}
		checkTouches(t, path, acked)
	}
	t.Logf("%d touches were confirmed in 20 lives", len(acked))
}

func insertFourDeals(tx coach.Tx) error {
	if err := tx.InsertAccount(coach.Account{ID: "a1", Name: "Brandan"}); err != nil {
		return err
	}
	for n := range 4 {
		if err := tx.InsertDeal(coach.Deal{ID: fmt.Sprint("d", n), AccountID: "a1", Stage: coach.Open}); err != nil {
			return err
		}
	}
	return nil
}

// killed runs a writer, kills it right after some number of acks, and collects
// them all.
func killed(t *testing.T, path string, round, after int, acked map[string]bool) {
	t.Helper()
	c := child(t, "log touches", path, strconv.Itoa(round))
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	for n := 0; ; n++ {
		if n == after {
			c.Process.Kill()
		}
		line, err := lines.ReadString('\n')
		if err == io.EOF { // a line without its end was not sent whole
			break
		}
		if err != nil && !errors.Is(err, os.ErrClosed) {
			t.Fatal(err)
		}
		acked[strings.TrimSpace(line)] = true
	}
	c.Wait()
}

// childLogsTouches logs touches from many goroutines, each twice, and says which
// are confirmed, until it is killed.
func childLogsTouches(ctx context.Context, args []string) error {
	d, err := Open(ctx, "sqlite:"+args[0], Options{})
	if err != nil {
		return err
	}
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for n := 0; ; n++ {
				key := fmt.Sprintf("r%s-%d-%d", args[1], i, n)
				for range 2 {
					if err := logTouch(ctx, d, "T1", fmt.Sprint("d", i%4), key); err != nil {
						fmt.Fprintln(os.Stderr, err)
						return
					}
				}
				fmt.Println(key)
			}
		})
	}
	wg.Wait()
	return nil
}

func checkTouches(t *testing.T, path string, acked map[string]bool) {
	t.Helper()
	d := open(t, path)
	defer d.Close()
	if err := d.Check(t.Context()); err != nil {
		t.Fatal(err)
	}
	missing := len(acked)
	err := d.View(t.Context(), "T1", func(r coach.Reader) error {
		for n := range 4 {
			deal, err := r.Deal(fmt.Sprint("d", n))
			if err != nil {
				return err
			}
			touches, err := r.Touches(deal.ID, 0)
			if err != nil {
				return err
			}
			if deal.Tally.Touches != len(touches) {
				t.Errorf("the tally says %d of %d touches", deal.Tally.Touches, len(touches))
			}
			for _, touch := range touches { // ids are unique by the table's key
				if acked[touch.ID] {
					missing--
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if missing != 0 {
		t.Fatalf("%d of %d confirmed touches are missing", missing, len(acked))
	}
}

// An import on the command line beside a busy bot: neither may starve the other.
func TestTwoProcessesOnOneFileBothGetTheirTurn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "coach.db")
	d := open(t, path)
	other := child(t, "write and write", path)
	out, err := other.StdoutPipe()
	if err == nil {
		err = other.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	defer func() { other.Process.Kill(); other.Wait() }()
	theirs := bufio.NewReader(out)
	if _, err := theirs.ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	var slowest time.Duration
	for n := range 200 {
		start := time.Now()
		if err := d.Update(t.Context(), "T1", func(tx coach.Tx) error { return tx.SaveSetting("ours", fmt.Sprint(n)) }); err != nil {
			t.Fatalf("update %d beside a busy process: %v", n, err)
		}
		slowest = max(slowest, time.Since(start))
	}
	if line, err := theirs.ReadString('\n'); err != nil || line != "ten more\n" {
		t.Errorf("the other process: %q, %v", line, err)
	}
	t.Logf("the slowest of ours waited %v", slowest)
}

func childWritesAndWrites(ctx context.Context, args []string) error {
	d, err := Open(ctx, "sqlite:"+args[0], Options{})
	if err != nil {
		return err
	}
	for n := 0; ; n++ {
		if err := d.Update(ctx, "T1", func(tx coach.Tx) error { return tx.SaveSetting("theirs", fmt.Sprint(n)) }); err != nil {
			return err
		}
		if n%10 == 0 {
			fmt.Println("ten more")
		}
	}
}
