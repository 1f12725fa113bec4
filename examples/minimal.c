/* SPDX-License-Identifier: Apache-2.0 */
#include <almost/almost.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    almost_text *original = NULL, *telling = NULL;
    almost_comparison *comparison = NULL;
    almost_error error = {.message = "usage: minimal ORIGINAL TELLING"};
    if (argc == 3 && almost_text_open(argv[1], NULL, &original, &error) == ALMOST_OK &&
        almost_text_open(argv[2], NULL, &telling, &error) == ALMOST_OK &&
        almost_compare(original, telling, NULL, &comparison, &error) == ALMOST_OK)
        puts(almost_comparison_sentence(comparison));
    else
        puts(error.message);
    almost_comparison_free(comparison);
    almost_text_free(original);
    almost_text_free(telling);
    return error.status != ALMOST_OK;
}
