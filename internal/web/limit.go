package web

import (
	"fmt"
	"net/netip"
	"sync"
	"time"
)

// TooMany refuses a reader who has done a thing too often; the page says when to come back.
type TooMany struct{ Retry time.Duration }

// Error says so for the log.
func (e TooMany) Error() string { return fmt.Sprintf("too many requests: retry in %s", e.Retry) }

// maxClients bounds the memory of a Limit; clients beyond it share one count.
const maxClients = 1 << 16

// Limit counts how often each client does a thing within a window of time. It is in memory
// and per process: enough against a script that floods a form, not a quota.
type Limit struct {
	n   int
	per time.Duration

	mu     sync.Mutex // guards what follows: a window is counted and replaced whole
	window int64
	counts map[netip.Addr]int
}

// NewLimit allows each client n times per window.
func NewLimit(n int, per time.Duration) *Limit {
	return &Limit{n: n, per: per, counts: map[netip.Addr]int{}}
}

// Take counts one more for the client of r, or returns TooMany.
func (l *Limit) Take(r *Request) error { return l.take(r.Network(), r.Now) }

// Network is what counts as one client: the reader's address, of IPv6 the first of its /64, of which
// one reader has every address. It must not be stored or logged.
func (r *Request) Network() netip.Addr {
	addr := r.Client()
	if addr.Is6() {
		if p, err := addr.Prefix(64); err == nil {
			addr = p.Addr()
		}
	}
	return addr
}

func (l *Limit) take(addr netip.Addr, now time.Time) error {
	window := now.UnixNano() / int64(l.per)
	l.mu.Lock()
	defer l.mu.Unlock()
	if window != l.window {
		l.window = window
		clear(l.counts)
	}
	if _, known := l.counts[addr]; !known && len(l.counts) >= maxClients {
		addr = netip.Addr{}
	}
	if l.counts[addr] >= l.n {
		return TooMany{Retry: time.Duration((window+1)*int64(l.per) - now.UnixNano())}
	}
	l.counts[addr]++
	return nil
}
