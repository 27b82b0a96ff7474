// Command kyodo runs the system. Everything it does is in package cli.
package main

import (
	"os"

	"kyodo/internal/cli"
)

func main() { os.Exit(cli.Run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
