/* Two short tellings with something of everything: moves, spellings, other words, a lost "not". */
/* Two short tellings with something of everything: moves, spellings, numbers, other words, a lost
 * "not". */
#ifndef TELLINGS_H
#define TELLINGS_H

#define HAPPENED                                                                                   \
    "The ferry left the island at seven. Twenty-three passengers stood on the deck, and nobody "   \
    "spoke.\n\n"                                                                                   \
    "\xe2\x80\x9cYou must not open the blue cabinet,\xe2\x80\x9d said Margaret, "                  \
    "\xe2\x80\x9cuntil "                                                                           \
    "the harbour master has counted the lanterns.\xe2\x80\x9d Her colour rose as she said it.\n\n" \
    "Behind the lighthouse an old fisherman mended his nets with yellow thread, whistling a "      \
    "tune that his grandmother had brought across the mountains in a wooden box.\n\n"              \
    "To-day the connexion with the mainland was cut; the telegraph stayed silent from noon "       \
    "until midnight, and the baker gave away his last loaves at the caf\xc3\xa9 by the "           \
    "church.\n\n"                                                                                  \
    "When the storm came, it came from the north. It took two roofs, one chimney and the "         \
    "flag.\n\n"                                                                                    \
    "So they stayed. In the morning the sea lay flat as glass, and the ferry was gone.\n\n"        \
    "By evening the rain had stopped. The river stood high under the bridge and carried "          \
    "branches, straw and once a whole wooden chair, and the people of the town leaned on "         \
    "the wall and watched it go by as if it were a procession.\n"

#define TOLD                                                                                       \
    "The ferry left the island at 7. Twenty-five passengers stood on the deck and nobody "         \
    "spoke.\n\n"                                                                                   \
    "When the storm came, it came from the north. It took two roofs, one chimney and the "         \
    "flag.\n\n"                                                                                    \
    "\"You must open the blue cabinet,\" said Miriam, \"until the harbor master has counted "      \
    "the lantems.\" Her color rose as she said it.\n\n"                                            \
    "Today the connection with the mainland was cut; the telegraph stayed silent from noon\n"      \
    "until midnight, and the baker gave away his last loaves at the cafe by the church.\n\n"       \
    "Behind the lighthouse an old fisherman mended his nets with yellow thread, whistling a "      \
    "tune that his grandmother had carried over the mountains in a wooden box.\n\n"                \
    "Nobody had asked the children, who had seen everything.\n\n"                                  \
    "So they left. In the evening the sea lay flat as glass.\n\n"                                  \
    "The people of the town stood leaning over the wall all evening, as if for a "                 \
    "procession, and watched the river carry by what it had picked up: straw, branches, "          \
    "and, riding high under the bridge, one wooden chair on which nobody sat. It had not "         \
    "stopped raining, but no rain reached the street.\n"

#endif
