/* SPDX-License-Identifier: Apache-2.0 */
/* Witnesses by their sigla, sorted, to find the members; a family stands where its first one does.
 */
#include "edition/sigla.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

typedef struct named {
    const char *siglum;
    uint32_t witness;
} named;

static int by_siglum(const void *one, const void *other)
{
    return strcmp(((const named *)one)->siglum, ((const named *)other)->siglum);
}

static uint32_t find_witness(const named *names, size_t n, const char *siglum)
{
    const named sought = {siglum, 0};
    const named *found = bsearch(&sought, names, n, sizeof *names, by_siglum);
    return found != NULL ? found->witness : UINT32_MAX;
}

/* The members of a family, commas between, which become NULs. */
static almost_status take_members(al_sigla *sigla, const named *names, uint32_t number, char *list,
                                  almost_error *error)
{
    al_family *family = &sigla->families[number];
    for (char *at = list, *behind; at != NULL; at = behind) {
        behind = strchr(at, ',');
        if (behind != NULL)
            *behind++ = '\0';
        uint32_t witness = find_witness(names, sigla->collation->n, at);
        if (witness == UINT32_MAX)
            return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                           "group %.64s: no witness has the siglum %.64s; name those that are "
                           "collated, with commas",
                           family->siglum, at);
        if (sigla->family[witness] != UINT32_MAX)
            return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                           "group %.64s: %.64s stands in a group already; name it once",
                           family->siglum, at);
        sigla->family[witness] = number;
        family->first = witness < family->first ? witness : family->first;
        family->n++;
    }
    return ALMOST_OK;
}

/* One SIGLUM=A,B, at `at`, which is cut up. */
static almost_status take_family(al_sigla *sigla, const named *names, char *at, almost_error *error)
{
    char *sign = strchr(at, '=');
    if (sign == NULL || sign == at || sign[1] == '\0')
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                       "%.64s is no group; write it as SIGLUM=A,B,C", at);
    *sign = '\0';
    for (size_t i = 0; i < sigla->n_families; i++)
        if (strcmp(sigla->families[i].siglum, at) == 0)
            return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                           "two groups are called %.64s; give each a siglum of its own", at);
    uint32_t same = find_witness(names, sigla->collation->n, at);
    sigla->families[sigla->n_families] = (al_family){.siglum = at, .first = UINT32_MAX};
    almost_status status =
        take_members(sigla, names, (uint32_t)sigla->n_families++, sign + 1, error);
    if (status == ALMOST_OK && same != UINT32_MAX)
        status = al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                         "group %.64s: a witness is called so; give the group another siglum", at);
    return status;
}

/* Whether a group of the collation's own can stand beside those that are given. */
static bool stands_beside(const al_sigla *sigla, const named *names, const char *group)
{
    const char *sign = strchr(group, '=');
    size_t length = sign != NULL ? (size_t)(sign - group) : strlen(group);
    for (size_t i = 0; i < sigla->n_families; i++)
        if (strncmp(sigla->families[i].siglum, group, length) == 0 &&
            sigla->families[i].siglum[length] == '\0')
            return false;
    for (uint32_t i = 0; sign != NULL && i < sigla->collation->n; i++) {
        const char *siglum = names[i].siglum, *at = sign;
        size_t size = strlen(siglum);
        for (; at != NULL && sigla->family[names[i].witness] != UINT32_MAX; at = strchr(at, ',')) {
            at++;
            if (strncmp(at, siglum, size) == 0 && (at[size] == ',' || at[size] == '\0'))
                return false;
        }
    }
    return true;
}

/* The groups of an earlier answer, but those that the given ones stand in place of. */
static almost_status take_own(al_sigla *sigla, const named *names, char *at, almost_error *error)
{
    const char *group = sigla->collation->groups;
    almost_status status = ALMOST_OK;
    for (size_t i = 0; i < sigla->collation->n_groups && status == ALMOST_OK; i++) {
        size_t size = strlen(group) + 1;
        memcpy(at, group, size);
        if (stands_beside(sigla, names, group))
            status = take_family(sigla, names, at, error);
        group += size;
        at += size;
    }
    return status;
}

static almost_status take_families(al_sigla *sigla, const named *names,
                                   const almost_collation_options *options, almost_error *error)
{
    char *at = sigla->text;
    for (size_t i = 0; i < options->n_groups; i++) {
        size_t size = strlen(options->groups[i]) + 1;
        memcpy(at, options->groups[i], size);
        almost_status status = take_family(sigla, names, at, error);
        if (status != ALMOST_OK)
            return status;
        at += size;
    }
    return take_own(sigla, names, at, error);
}

static named *sort_names(const almost_collation *collation)
{
    named *names = al_allocate(collation->allocator, collation->n, sizeof *names);
    for (uint32_t i = 0; names != NULL && i < collation->n; i++)
        names[i] = (named){collation->witnesses[i].siglum, i};
    if (names != NULL)
        qsort(names, collation->n, sizeof *names, by_siglum);
    return names;
}

almost_status al_sigla_init(al_sigla *sigla, const almost_collation *collation,
                            const almost_collation_options *options, almost_error *error)
{
    const almost_allocator *allocator = collation->allocator;
    size_t length = collation->groups_length, n = options->n_groups + collation->n_groups;
    for (size_t i = 0; i < options->n_groups; i++)
        length += strlen(options->groups[i]) + 1;
    *sigla = (al_sigla){
        .collation = collation,
        .family = al_allocate(allocator, collation->n, sizeof *sigla->family),
        .listed = al_allocate_zero(allocator, collation->n, sizeof *sigla->listed),
        .families = al_allocate(allocator, n, sizeof *sigla->families),
        .text = al_allocate(allocator, length, 1),
    };
    named *names = sort_names(collation);
    almost_status status = ALMOST_OK;
    if (names == NULL || sigla->family == NULL || sigla->listed == NULL ||
        sigla->families == NULL || sigla->text == NULL)
        status = al_fail_memory(error);
    for (uint32_t i = 0; status == ALMOST_OK && i < collation->n; i++)
        sigla->family[i] = UINT32_MAX;
    if (status == ALMOST_OK)
        status = take_families(sigla, names, options, error);
    al_release(allocator, names);
    if (status != ALMOST_OK)
        al_sigla_release(sigla);
    return status;
}

void al_sigla_release(al_sigla *sigla)
{
    if (sigla->collation == NULL)
        return;
    const almost_allocator *allocator = sigla->collation->allocator;
    al_release(allocator, sigla->family);
    al_release(allocator, sigla->listed);
    al_release(allocator, sigla->families);
    al_release(allocator, sigla->text);
    *sigla = (al_sigla){.collation = NULL};
}

void al_sigla_clear(al_sigla *sigla)
{
    for (uint32_t i = 0; i < sigla->collation->n; i++)
        sigla->listed[i] = false;
    for (size_t i = 0; i < sigla->n_families; i++)
        sigla->families[i].here = 0;
}

void al_sigla_add(al_sigla *sigla, uint32_t witness)
{
    sigla->listed[witness] = true;
    if (sigla->family[witness] != UINT32_MAX)
        sigla->families[sigla->family[witness]].here++;
}

void al_sigla_take(al_sigla *sigla, const uint32_t *of, uint32_t value)
{
    al_sigla_clear(sigla);
    for (uint32_t i = 0; i < sigla->collation->n; i++)
        if (of[i] == value)
            al_sigla_add(sigla, i);
}

const char *al_sigla_next(const al_sigla *sigla, uint32_t *at)
{
    while (*at < sigla->collation->n) {
        uint32_t i = (*at)++, number = sigla->family[i];
        if (!sigla->listed[i])
            continue;
        const al_family *family = number != UINT32_MAX ? &sigla->families[number] : NULL;
        if (family == NULL || family->here < family->n)
            return sigla->collation->witnesses[i].siglum;
        if (family->first == i)
            return family->siglum;
    }
    return NULL;
}
