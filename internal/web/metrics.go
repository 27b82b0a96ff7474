package web

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// metrics counts requests by route; the counters of a route are resolved when it is mounted.
type metrics struct {
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
}

// routeMetrics are the resolved counters of one route.
type routeMetrics struct {
	byClass [6]prometheus.Counter // index is status / 100; 0 is unused
	seconds prometheus.Observer
}

func newMetrics(reg *prometheus.Registry) *metrics {
	m := &metrics{
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "kyodo_http_requests_total", Help: "Requests answered, by route and class of status.",
		}, []string{"route", "class"}),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "kyodo_http_request_seconds", Help: "Time from the first to the last byte of our work, by route.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 5, 30},
		}, []string{"route"}),
	}
	reg.MustRegister(m.requests, m.seconds)
	return m
}

func (m *metrics) route(label string) *routeMetrics {
	rm := &routeMetrics{seconds: m.seconds.WithLabelValues(label)}
	for i, class := range [...]string{"", "1xx", "2xx", "3xx", "4xx", "5xx"} {
		if i > 0 {
			rm.byClass[i] = m.requests.WithLabelValues(label, class)
		}
	}
	return rm
}

func (rm *routeMetrics) observe(status int, took time.Duration) {
	if c := status / 100; c >= 1 && c <= 5 {
		rm.byClass[c].Inc()
	}
	rm.seconds.Observe(took.Seconds())
}
