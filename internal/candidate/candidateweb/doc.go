// Package candidateweb holds the pages that show candidates and say why.
package candidateweb
