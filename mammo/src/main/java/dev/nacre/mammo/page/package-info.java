/** Pages that need nothing else: no network, no other file. Parts of them, for all that write some. */
package dev.nacre.mammo.page;
