package web

import "net/http"

// Undecided mounts a handler past the chain's decision, as a mistake would.
func Undecided(s *Site, pattern string, h http.HandlerFunc) {
	rt := s.add(pattern, Anyone, nil)
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		w.(*response).route = rt
		h(w, r)
	})
}

// MaxUploads is how many forms with files are read and used at a time.
const MaxUploads = maxUploads
